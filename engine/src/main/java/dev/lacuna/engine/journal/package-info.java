/**
 * The write-ahead journal: what a run is about to do is on disk before it does it, so that whoever comes later can end it.
 *
 * <p>One file a run, one JSON object a line, synced to disk before {@link dev.lacuna.engine.journal.Journal#append} returns. A torn last line is expected after a
 * crash and is left out when the file is read.
 */
@NullMarked
package dev.lacuna.engine.journal;

import org.jspecify.annotations.NullMarked;
