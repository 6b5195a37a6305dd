package dev.lacuna.engine.probe;

import dev.lacuna.engine.time.Interval;

/**
 * A time without what the probe asks for.
 *
 * @param open whether it had not ended when the observation did: then {@code ended} is the end of the observation
 * @param reason what the first bad sample said
 */
public record Gap(Interval began, Interval ended, boolean open, String reason) {

    public Interval length() {
        return ended.since(began).atLeastZero();
    }
}
