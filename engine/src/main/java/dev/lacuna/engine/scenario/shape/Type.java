package dev.lacuna.engine.scenario.shape;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.lacuna.engine.scenario.yaml.YamlNode;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What may stand for a key: how it is read, what the schema and the reference say of it. Immutable.
 *
 * @param <T> what is read
 */
public abstract class Type<T> {
    static final Duration NO_TIME = Duration.ZERO;
    static final Duration LONGEST = Duration.ofHours(24);

    Type() {}

    /** Reads a node, or reports each of its problems. */
    abstract Optional<T> read(YamlNode node, Place place);

    abstract JsonObject schema();

    /** What it is in a few words, as the reference shows it. */
    abstract String word();

    /** A value as the file would have it, to show a default. */
    abstract JsonElement json(T value);

    /** A value as a file has it that is read as the same value. */
    JsonElement written(T value) {
        return json(value);
    }

    /** Adds the rows of what is inside. */
    void addRows(Rows rows, String prefix) {}

    /** Any text of one to 1,024 characters. */
    public static Type<String> text() {
        return new SpelledType<>(new TextSpelling("a text", "[\\s\\S]{1,1024}", 1024));
    }

    /**
     * A text that follows a rule.
     *
     * @param needed with an article and an example: {@code a name such as cp-1}
     * @param pattern must match the whole text; the same in Java and in ECMA-262, without anchors
     * @param longest in characters; keep it small where the pattern could backtrack
     */
    public static Type<String> text(String needed, String pattern, int longest) {
        return new SpelledType<>(new TextSpelling(needed, pattern, longest));
    }

    /** A name as Kubernetes has them (RFC 1123 subdomain): nodes, pods, leases. */
    public static Type<String> objectName() {
        return text(
                "a name of lower-case letters, digits, `-` and `.`, such as cp-1",
                "[a-z0-9]([-a-z0-9.]*[a-z0-9])?",
                253);
    }

    /** Exactly one word. */
    public static Type<String> word(String word) {
        return oneOf(List.of(word));
    }

    /** A length of time up to a day, zero included. */
    public static Type<Duration> duration() {
        return duration(NO_TIME, LONGEST);
    }

    public static Type<Duration> duration(Duration least, Duration most) {
        return new SpelledType<>(new DurationSpelling(least, most));
    }

    public static Type<Integer> wholeNumber(int least, int most) {
        return new WholeNumberType(least, most);
    }

    /** A share from 0% to 100%. */
    public static Type<Share> share() {
        return new SpelledType<>(new ShareSpelling(Share.NONE));
    }

    /** A share above 0%, up to 100%. */
    public static Type<Share> someShare() {
        return new SpelledType<>(new ShareSpelling(Share.SMALLEST));
    }

    /** {@code true} or {@code false}, and nothing else. */
    public static Type<Boolean> flag() {
        return new FlagType();
    }

    public static Type<LocalDate> date() {
        return new SpelledType<>(new DateSpelling());
    }

    /** A zone of the time zone database, such as Europe/Berlin, or UTC. */
    public static Type<ZoneId> timeZone() {
        return new SpelledType<>(new TimeZoneSpelling());
    }

    /** One constant, by its name in lower case with hyphens, or by its own word where it is {@link Worded}. */
    public static <E extends Enum<E>> Type<E> oneOf(Class<E> words) {
        return new SpelledType<>(new EnumSpelling<>(words, List.of()));
    }

    /** The same; {@code announced} words are refused as not in this version. */
    public static <E extends Enum<E>> Type<E> oneOf(Class<E> words, List<String> announced) {
        return new SpelledType<>(new EnumSpelling<>(words, announced));
    }

    /** One of words that are known only at run time. */
    public static Type<String> oneOf(List<String> words) {
        return new SpelledType<>(new ListedSpelling(words));
    }

    public static <T> Type<T> spelled(Spelling<T> spelling) {
        return new SpelledType<>(spelling);
    }

    /** At least one. */
    public static <T> Type<List<T>> listOf(Type<T> items) {
        return listOf(items, 1, 1_000);
    }

    public static <T> Type<List<T>> listOf(Type<T> items, int least, int most) {
        return new ListType<>(items, least, most);
    }

    /** Any keys, each with a text, in the order of the file. */
    public static Type<Map<String, String>> mapOfText() {
        return mapOf(text(), text());
    }

    /** Labels of Kubernetes. */
    public static Type<Map<String, String>> labels() {
        return mapOf(
                text(
                        "a label key such as app or example.com/tier",
                        "([a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?",
                        317),
                text(
                        "a label value such as web-1, of at most 63 characters",
                        "([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?",
                        63));
    }

    static Type<Map<String, String>> mapOf(Type<String> keys, Type<String> values) {
        return new TextMapType(keys, values);
    }

    /** A mapping with fields of its own. */
    public static <T> Type<T> of(Shape<T> shape) {
        return new ShapeType<>(shape);
    }

    /** A mapping whose shape shows by a key that only one of the cases has. */
    @SafeVarargs
    @SuppressWarnings("varargs") // copied at once, never written
    public static <T> Type<T> choice(Case<? extends T>... cases) {
        return new ChoiceType<>(List.of(cases));
    }

    /** A single value, or else a list or mapping. */
    public static <T> Type<T> either(Type<? extends T> scalar, Type<? extends T> structure) {
        return new EitherType<>(scalar, structure);
    }

    /** The same in the file, something else in the program. {@code change} must not throw for what this type lets pass. Can't have a default. */
    public <R> Type<R> map(Function<? super T, ? extends R> change) {
        return new MappedType<>(this, change);
    }
}
