package dev.lacuna.experiments.controlplane;

import dev.lacuna.engine.time.Interval;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A signal that was delivered to its process.
 *
 * @param sent around the system call
 * @param gone when the process with all its threads was gone; empty if it was still alive when the watch ended
 */
public record SentSignal(Interval sent, CompletableFuture<Optional<Interval>> gone) {}
