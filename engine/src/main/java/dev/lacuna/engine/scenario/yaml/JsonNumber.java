package dev.lacuna.engine.scenario.yaml;

/** The grammar of numbers in RFC 8259, section 6, without a regular expression: it is asked for each scalar of a file. */
final class JsonNumber {
    private final String text;
    private int next;

    private JsonNumber(String text) {
        this.text = text;
    }

    static boolean matches(String text) {
        return new JsonNumber(text).matches();
    }

    private boolean matches() {
        skip("-");
        if (!integer()) {
            return false;
        }
        if (skip(".") && !digits()) {
            return false;
        }
        if (skip("eE")) {
            skip("+-");
            if (!digits()) {
                return false;
            }
        }
        return next == text.length();
    }

    private boolean integer() {
        return skip("0") || digits();
    }

    private boolean digits() {
        int start = next;
        while (next < text.length() && text.charAt(next) >= '0' && text.charAt(next) <= '9') {
            next++;
        }
        return next > start;
    }

    private boolean skip(String any) {
        if (next < text.length() && any.indexOf(text.charAt(next)) >= 0) {
            next++;
            return true;
        }
        return false;
    }
}
