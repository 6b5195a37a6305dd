package dev.lacuna.experiments.network;

/** How many of a number of independent draws succeed. Exact, for a normal distribution says little of few successes or few failures. */
final class Binomial {
    private static final int SMALL = 32;

    /** A further term that adds less to a sum is below what a double can hold. */
    private static final double NOTHING = 1e-17;

    private Binomial() {}

    /**
     * The chance of a number of successes that lies at least as far out on its own side as {@code successes}: the smaller of both tails.
     *
     * @param draws at least 1
     * @param chance of each, between 0 and 1, both left out
     */
    static double tail(long draws, long successes, double chance) {
        double odds = chance / (1 - chance);
        boolean low = successes <= draws * chance;
        double term = Math.exp(logFactorial(draws)
                - logFactorial(successes)
                - logFactorial(draws - successes)
                + successes * Math.log(chance)
                + (draws - successes) * Math.log1p(-chance));
        double sum = 0;
        for (long at = successes; at >= 0 && at <= draws && term > sum * NOTHING; at += low ? -1 : 1) {
            sum += term;
            term *= low ? at / ((draws - at + 1) * odds) : (draws - at) * odds / (at + 1);
        }
        return Math.min(1, sum);
    }

    /** Stirling's series; its next term is below 1e-11 from 32 on. */
    private static double logFactorial(long number) {
        if (number < SMALL) {
            double sum = 0;
            for (long factor = 2; factor <= number; factor++) {
                sum += Math.log((double) factor);
            }
            return sum;
        }
        double n = (double) number;
        return n * Math.log(n) - n + Math.log(2 * Math.PI * n) / 2 + 1 / (12 * n) - 1 / (360 * n * n * n);
    }
}
