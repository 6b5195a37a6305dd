package dev.lacuna.experiments.rehearsal.trouble;

/** All that is promised, held against what was so. */
final class Promises {
    private Promises() {}

    static void check(Account account) {
        quorum(account);
        recovery(account);
        Endings.check(account);
        EventOrder.check(account);
        Proofs.check(account);
        Numbers.check(account);
    }

    private static void quorum(Account account) {
        var losses = account.witness.truth().quorumLosses();
        if (!losses.isEmpty() && !account.made.scenario().safeguards().allow().contains("quorum")) {
            account.breaks("etcd lost its quorum at " + losses);
        }
    }

    /** Once a recovery says that it is done, nothing is there any more. */
    private static void recovery(Account account) {
        account.recovered.ifPresent(outcome -> {
            var truth = account.witness.truth();
            if (!outcome.left().isEmpty()) {
                account.breaks("the recovery left " + outcome.left());
                return;
            }
            var inForce = account.witness.inForce();
            if (!inForce.isEmpty()) {
                account.breaks("the recovery says that it is done, and there is " + inForce);
            }
            if (!truth.helpers().isEmpty()
                    || !truth.objects().isEmpty()
                    || !truth.journals().isEmpty()) {
                account.breaks("the recovery says that it is done, and there are " + truth.helpers() + truth.objects()
                        + truth.journals().keySet());
            }
            if (truth.lockHolder().isPresent()) {
                account.breaks("the recovery says that it is done, and the lock is held by " + truth.lockHolder());
            }
        });
    }
}
