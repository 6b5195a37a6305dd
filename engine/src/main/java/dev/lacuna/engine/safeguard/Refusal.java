package dev.lacuna.engine.safeguard;

/**
 * Why a guard says no.
 *
 * @param guard its name, as {@code safeguards.allow} and {@code --allow} take it
 * @param fact what it found
 * @param waitable whether the fact passes by itself, so that a run may wait for it
 * @param consentable whether the user may consent to it
 */
public record Refusal(String guard, String fact, boolean waitable, boolean consentable) {

    public String text() {
        return guard + ": " + fact
                + (consentable
                        ? "; to consent: --allow " + guard + ", or `allow: [" + guard + "]` under spec.safeguards"
                        : "");
    }
}
