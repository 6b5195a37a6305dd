package dev.lacuna.engine.scenario.yaml;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/** Reads YAML of any origin, also of a hostile one. */
public final class YamlReader {

    /** The longest text that is read, in bytes of UTF-8. */
    public static final int LONGEST = 1 << 20;

    private YamlReader() {}

    /** Reads UTF-8, with or without a byte order mark. Give at most one byte more than {@link #LONGEST}: more is not looked at. */
    public static YamlResult read(byte[] bytes) {
        if (bytes.length > LONGEST) {
            return refused(0, 0, "is longer than 1 MiB; nothing that long is read");
        }
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        var in = ByteBuffer.wrap(bytes);
        var text = CharBuffer.allocate(bytes.length);
        boolean good = !decoder.decode(in, text, true).isError();
        var read = text.flip().toString();
        return good ? parse(read) : notUtf8(read);
    }

    private static YamlResult notUtf8(String before) {
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        int column = 1 + before.codePointCount(before.lastIndexOf('\n') + 1, before.length());
        return refused(line, column, "is not UTF-8 text from here on; save it as UTF-8");
    }

    public static YamlResult read(String text) {
        // three bytes a character at most: what is shorter than a third can't be too long
        if (text.length() > LONGEST / 3
                && (text.length() > LONGEST || text.getBytes(StandardCharsets.UTF_8).length > LONGEST)) {
            return refused(0, 0, "is longer than 1 MiB; nothing that long is read");
        }
        return parse(text);
    }

    private static YamlResult parse(String marked) {
        var text = marked.startsWith("\uFEFF") ? marked.substring(1) : marked;
        Optional<YamlFault> binary = Unprintable.firstIn(text);
        if (binary.isPresent()) {
            return new YamlResult(List.of(), List.of(binary.get()));
        }
        var options = new LoaderOptions();
        options.setProcessComments(false);
        var tree = new TreeBuilder(new ParserImpl(new StreamReader(new StringReader(text)), options));
        try {
            tree.readAll();
        } catch (MarkedYAMLException e) {
            tree.stopAt(marked(e));
        } catch (YAMLException e) {
            tree.stopAt(new YamlFault(0, 0, "", "is not YAML: " + firstLine(e)));
        } catch (TreeBuilder.Refused e) {
            tree.stopAt(e.fault());
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            // the library's own, for an escape that the text ends in the middle of
            tree.stopAt(new YamlFault(0, 0, "", "is not YAML: has a broken escape or tag (" + e.getMessage() + ")"));
        }
        return tree.result();
    }

    private static YamlFault marked(MarkedYAMLException e) {
        var mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
        var context = e.getContext() == null ? "" : " (" + e.getContext() + ")";
        var message = "is not YAML: " + e.getProblem() + context;
        return mark == null
                ? new YamlFault(0, 0, "", message)
                : new YamlFault(mark.getLine() + 1, mark.getColumn() + 1, "", message);
    }

    private static String firstLine(YAMLException e) {
        var message = String.valueOf(e.getMessage());
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }

    private static YamlResult refused(int line, int column, String why) {
        return new YamlResult(List.of(), List.of(new YamlFault(line, column, "", why)));
    }
}
