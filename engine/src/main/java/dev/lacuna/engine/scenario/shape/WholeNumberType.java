package dev.lacuna.engine.scenario.shape;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.lacuna.engine.scenario.yaml.Quoted;
import dev.lacuna.engine.scenario.yaml.YamlNode;
import dev.lacuna.engine.scenario.yaml.YamlScalar;
import java.util.Optional;

/** A whole number within bounds, written in plain digits. */
final class WholeNumberType extends Type<Integer> {
    private static final int MOST_DIGITS = 10;

    private final int least;
    private final int most;

    WholeNumberType(int least, int most) {
        this.least = least;
        this.most = most;
    }

    @Override
    Optional<Integer> read(YamlNode node, Place place) {
        if (!(node instanceof YamlScalar scalar) || scalar.kind() != YamlScalar.Kind.NUMBER || !digits(scalar.text())) {
            place.wrong(node, word());
            return Optional.empty();
        }
        var value = scalar.text().length() > MOST_DIGITS ? Long.MAX_VALUE : Long.parseLong(scalar.text());
        if (value < least || value > most) {
            place.problem(node, Quoted.of(scalar.text()) + " is out of range; needed is " + word());
            return Optional.empty();
        }
        return Optional.of(Math.toIntExact(value));
    }

    private static boolean digits(String number) {
        int start = number.startsWith("-") ? 1 : 0;
        for (int i = start; i < number.length(); i++) {
            if (number.charAt(i) < '0' || number.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    @Override
    JsonObject schema() {
        var schema = new JsonObject();
        schema.addProperty("type", "integer");
        schema.addProperty("minimum", least);
        schema.addProperty("maximum", most);
        return schema;
    }

    @Override
    String word() {
        return "a whole number from " + least + " to " + most;
    }

    @Override
    JsonElement json(Integer value) {
        return new JsonPrimitive(value);
    }
}
