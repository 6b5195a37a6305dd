package dev.lacuna.experiments.target;

import dev.lacuna.engine.scenario.shape.Share;

/** How many of those that match: all, so many, or a share of them. Which ones is drawn at random, from the run's seed. */
public sealed interface Count {

    /** Of {@code matching}, at least 1, how many are taken; at least 1. */
    int of(int matching);

    record All() implements Count {
        @Override
        public int of(int matching) {
            return matching;
        }

        @Override
        public String toString() {
            return "all";
        }
    }

    record Exactly(int number) implements Count {
        @Override
        public int of(int matching) {
            return Math.min(number, matching);
        }

        @Override
        public String toString() {
            return Integer.toString(number);
        }
    }

    /** A share, rounded up. */
    record Part(Share share) implements Count {
        @Override
        public int of(int matching) {
            return share.of(matching);
        }

        @Override
        public String toString() {
            return Targets.percent(share);
        }
    }
}
