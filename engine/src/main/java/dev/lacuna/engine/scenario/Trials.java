package dev.lacuna.engine.scenario;

/**
 * How often the experiments are repeated.
 *
 * @param count from 1
 * @param pause between one trial's end and the next one's start
 */
public record Trials(int count, Pause pause) {}
