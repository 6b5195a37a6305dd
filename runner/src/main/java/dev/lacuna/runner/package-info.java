/**
 * The program: main, commands and their wiring to engine and experiments.
 *
 * <p>Everything here runs on the main thread. What fails becomes a message on standard error and an exit code, never a stack trace.
 */
@NullMarked
package dev.lacuna.runner;

import org.jspecify.annotations.NullMarked;
