/**
 * The contract that a fault fulfils.
 *
 * <p>A fault is a package of its own that knows everything about itself: how to find its target, what to say of it in a plan, which rights it needs,
 * what the guards have to know, how to do it, prove it, end it and verify the end. A run takes it through these steps and knows no kind of fault.
 *
 * <p>Every step is called from the run's own thread (or a strand of it, where a trial has several experiments), one after the other, and waits on the loop that it is given: a stoppable one up to the confirmation,
 * one that can't be stopped for healing and verifying. A step that can't do its work throws; {@link dev.lacuna.engine.fault.FaultException} says why in the user's terms.
 */
@NullMarked
package dev.lacuna.engine.fault;

import org.jspecify.annotations.NullMarked;
