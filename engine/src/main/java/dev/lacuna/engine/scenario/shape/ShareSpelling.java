package dev.lacuna.engine.scenario.shape;

/** A percentage with at most four places. */
record ShareSpelling(Share least) implements Spelling<Share> {

    @Override
    public String needed() {
        return "a share such as 30% or 99.9%" + (least.equals(Share.NONE) ? "" : ", above 0%");
    }

    @Override
    public String pattern() {
        return "^" + Share.PATTERN + "$";
    }

    @Override
    public Spelled<Share> read(String text) {
        if (!text.endsWith("%")) {
            return Spelled.wrong("is not a share; write it in percent, such as 30%");
        }
        int dot = text.indexOf('.');
        int end = text.length() - 1;
        var whole = text.substring(0, dot < 0 ? end : dot);
        var places = dot < 0 ? "0" : text.substring(dot + 1, end);
        if (!digits(whole, 3) || !digits(places, 4) || (whole.length() == 3 && !whole.equals("100"))) {
            return Spelled.wrong("is not a share from 0% to 100%, with at most four places");
        }
        int millionths = Integer.parseInt(whole) * 10_000 + Integer.parseInt((places + "000").substring(0, 4));
        if (millionths < least.millionths() || millionths > 1_000_000) {
            return Spelled.wrong("is out of range; needed is " + needed());
        }
        return Spelled.right(new Share(millionths));
    }

    @Override
    public String write(Share value) {
        return value.toString();
    }

    private static boolean digits(String text, int most) {
        return !text.isEmpty() && text.length() <= most && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
