package dev.lacuna.engine.scenario;

import java.time.Duration;

/** How long to wait between two trials. */
public sealed interface Pause {

    /** Until the cluster has settled and no candidate is in the kubelet's restart back-off. */
    record Auto() implements Pause {}

    record Fixed(Duration length) implements Pause {}
}
