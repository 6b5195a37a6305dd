/**
 * What a run leaves for people and programs: {@code report.json}, {@code junit.xml}, {@code summary.md}, {@code events.jsonl} and the terminal's closing table.
 *
 * <p>A {@link dev.lacuna.engine.report.RunRecorder} reads the event stream and nothing else; from what it gathered the writers make their files. Moments are
 * seconds on the run's monotonic clock since the run began, with six decimals; the start's wall clock anchors them.
 *
 * <p>The recorder and the event log are called by the event stream, one event at a time. No report may end a run or change its verdict: a file that can't be
 * written is told of, and that is all.
 */
@NullMarked
package dev.lacuna.engine.report;

import org.jspecify.annotations.NullMarked;
