/**
 * How a run looks while it goes on: redrawn on a terminal, plain lines elsewhere, JSON lines for machines.
 *
 * <p>Views read the event stream, from whatever thread publishes, and never wait: what is to be shown is handed to a thread of its own, because a terminal
 * that has stopped (Ctrl-S, a full pipe) must not stop a run. What a view can't show it leaves out.
 */
@NullMarked
package dev.lacuna.runner.view;

import org.jspecify.annotations.NullMarked;
