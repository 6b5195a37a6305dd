/**
 * The port's canaries on a real cluster: small objects of the run's own on which a component shows that it works. No container is ever started for them.
 *
 * <p>What is done is seen by watches; while something is overdue, consistent reads say that it is still undone, so that the moment is known to within tens of
 * milliseconds. Lives on the loop. What can't be asked for fails; what is asked for and not done stays open until it is given up.
 */
@NullMarked
package dev.lacuna.experiments.kubernetes.canary;

import org.jspecify.annotations.NullMarked;
