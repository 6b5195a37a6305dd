/**
 * YAML text as a small immutable tree that knows where each of its nodes stands.
 *
 * <p>The only package that sees the YAML library, and it takes nothing but its events: no types are guessed, so {@code on}, {@code 1:30} and {@code 014}
 * stay the texts that they are. Anchors, aliases, merge keys and tags are refused, which leaves nothing that could be cyclic or explode; size, depth and the
 * number of nodes are bounded. All classes are immutable or static and safe for any thread. Whatever the text holds, reading it ends in a
 * {@link dev.lacuna.engine.scenario.yaml.YamlResult}, never in an exception.
 */
@NullMarked
package dev.lacuna.engine.scenario.yaml;

import org.jspecify.annotations.NullMarked;
