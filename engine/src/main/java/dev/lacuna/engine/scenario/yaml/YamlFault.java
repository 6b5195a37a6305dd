package dev.lacuna.engine.scenario.yaml;

/**
 * Why a text, or a part of it, can't be taken.
 *
 * @param line from 1; 0 where the text as a whole is meant
 * @param path empty where the text can't even be taken apart
 */
public record YamlFault(int line, int column, String path, String message) {}
