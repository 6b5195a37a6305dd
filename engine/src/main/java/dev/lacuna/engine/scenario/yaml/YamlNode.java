package dev.lacuna.engine.scenario.yaml;

/** A node of a YAML document. Lines and columns count from 1, columns in characters (code points). */
public sealed interface YamlNode permits YamlMap, YamlList, YamlScalar {

    int line();

    int column();

    /** What it is, in the user's words: {@code a mapping}, {@code a list}, {@code the text `x`}. */
    String describe();
}
