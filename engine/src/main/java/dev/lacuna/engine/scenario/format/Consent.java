package dev.lacuna.engine.scenario.format;

/**
 * A guard whose refusal a scenario may consent to.
 *
 * @param word that names the guard under {@code safeguards.allow}
 */
public record Consent(String word, String meaning) {}
