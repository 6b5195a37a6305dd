package dev.lacuna.experiments.rehearsal.api;

import dev.lacuna.experiments.rehearsal.etcd.Store;
import dev.lacuna.experiments.rehearsal.wire.Host;
import java.util.function.Consumer;

/** To one API server only, as kubeadm's scheduler and controller manager have it (k/k cmd/kubeadm/app/phases/kubeconfig/kubeconfig.go). */
public record DirectAccess(ApiServer server, Host from) implements Access {

    /** From a node to its own API server. */
    public static Access local(ApiServer server) {
        return new DirectAccess(server, server.machine().host());
    }

    @Override
    public Call ask(Ask ask, Consumer<Reply> done) {
        return server.ask(from, ask, false, done);
    }

    @Override
    public Runnable watch(String key, Consumer<Store.Change> change, Runnable relist) {
        return server.watches().watch(key, change, relist);
    }
}
