package dev.lacuna.experiments.target;

import dev.lacuna.engine.scenario.shape.Share;
import dev.lacuna.engine.scenario.shape.Spelled;
import dev.lacuna.engine.scenario.shape.Spelling;

/** How a count is written: {@code 2}, or {@code 30%}. */
record CountSpelling() implements Spelling<Count> {
    private static final Spelling<Share> SHARE = Share.spelling();
    private static final int LONGEST = 10;

    @Override
    public String needed() {
        return "a whole number from 1 to 999, or a share above 0% such as 30%";
    }

    @Override
    public String pattern() {
        return "^(?:[1-9][0-9]{0,2}|(?=[0-9.]*[1-9])" + Share.PATTERN + ")$";
    }

    @Override
    public int longest() {
        return LONGEST;
    }

    @Override
    public boolean takesNumbers() {
        return true;
    }

    @Override
    public Spelled<Count> read(String text) {
        if (text.endsWith("%")) {
            return SHARE.read(text) instanceof Spelled.Right<Share> share
                            && !share.value().equals(Share.NONE)
                    ? Spelled.right(new Count.Part(share.value()))
                    : wrong();
        }
        return text.matches("[1-9][0-9]{0,2}") ? Spelled.right(new Count.Exactly(Integer.parseInt(text))) : wrong();
    }

    private Spelled<Count> wrong() {
        return Spelled.wrong("is not a count; write " + needed());
    }

    @Override
    public String write(Count value) {
        return value.toString();
    }
}
