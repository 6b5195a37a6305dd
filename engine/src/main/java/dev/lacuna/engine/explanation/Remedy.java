package dev.lacuna.engine.explanation;

/**
 * A setting of the cluster under which its timers keep a bound.
 *
 * @param setting in words that can be typed
 * @param bound in seconds: what the timers bound it at then
 * @param cost what it takes in exchange
 * @param source where the setting and its rules come from
 */
public record Remedy(String setting, double bound, String cost, String source) {}
