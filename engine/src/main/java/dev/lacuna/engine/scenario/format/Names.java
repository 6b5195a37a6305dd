package dev.lacuna.engine.scenario.format;

import dev.lacuna.engine.scenario.shape.Type;

/** The names that users give to experiments, probes and SLOs. */
final class Names {
    /** Any words; no dot, which parts a probe's name from its measure. */
    static final Type<String> TYPE = Type.text(
            "a name of letters, digits, spaces, `-` and `_`, such as leader crashes",
            "[\\p{L}\\p{N}](?:[\\p{L}\\p{N} _-]*[\\p{L}\\p{N}])?",
            63);

    private Names() {}
}
