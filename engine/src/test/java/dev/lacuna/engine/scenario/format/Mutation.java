package dev.lacuna.engine.scenario.format;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Makes a hostile file of good and bad ones. The same seed makes the same file. */
record Mutation(List<byte[]> corpus) {
    private static final int LONGEST = 1 << 16;
    private static final String[] TOKENS = {
        "&a ",
        "*a",
        "!!str ",
        "!x ",
        "<<: ",
        "? ",
        ": ",
        "- ",
        "[",
        "]",
        "{",
        "}",
        "|\n",
        ">-\n ",
        "\"",
        "'",
        "\\",
        "\n",
        "\t",
        "---\n",
        "...\n",
        "%YAML 1.1\n",
        "%TAG ! tag:x,1:\n",
        "#",
        "null",
        "~",
        "true",
        "1e999",
        "0x7f",
        "-0",
        "99999999999999999999",
        "1h1h",
        "100.0001%",
        "\u0000",
        "\uFEFF",
        "\u0085",
        "\u2028",
        "\uD83D\uDE00",
        "\\ud800",
        "\"\\U00110000\"",
        "\"\\xzz\"",
        "kill: ",
        "network: ",
        "target: ",
        "for: ",
        "spec:\n  ",
        "election.",
        "  "
    };

    byte[] of(long seed) {
        var random = new SplittableRandom(seed);
        var bytes = pick(random);
        for (int i = random.nextInt(6); i >= 0; i--) {
            bytes = change(bytes, random);
        }
        return bytes.length <= LONGEST ? bytes : Arrays.copyOf(bytes, LONGEST);
    }

    private byte[] pick(SplittableRandom random) {
        return corpus.get(random.nextInt(corpus.size()));
    }

    private byte[] change(byte[] bytes, SplittableRandom random) {
        int from = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, from + random.nextInt(1 + random.nextInt(1 + bytes.length)));
        return switch (random.nextInt(8)) {
            case 0 -> joined(bytes, from, new byte[] {(byte) random.nextInt(256)}, Math.min(bytes.length, from + 1));
            case 1 -> joined(bytes, from, new byte[0], to);
            case 2 -> joined(bytes, from, Arrays.copyOfRange(bytes, from, to), from);
            case 3 -> joined(bytes, from, part(pick(random), random), to);
            case 4 -> joined(bytes, from, repeated(random), from);
            case 5 -> Arrays.copyOf(bytes, from);
            default -> joined(bytes, from, token(random), from);
        };
    }

    private static byte[] part(byte[] other, SplittableRandom random) {
        int from = random.nextInt(other.length + 1);
        return Arrays.copyOfRange(other, from, from + random.nextInt(other.length - from + 1));
    }

    private static byte[] token(SplittableRandom random) {
        return TOKENS[random.nextInt(TOKENS.length)].getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] repeated(SplittableRandom random) {
        var token = token(random);
        var out = new ByteArrayOutputStream();
        for (int i = random.nextInt(1 + random.nextInt(2_000)); i >= 0; i--) {
            out.writeBytes(token);
        }
        return out.toByteArray();
    }

    private static byte[] joined(byte[] bytes, int from, byte[] middle, int to) {
        var out = new ByteArrayOutputStream();
        out.write(bytes, 0, from);
        out.writeBytes(middle);
        out.write(bytes, to, bytes.length - to);
        return out.toByteArray();
    }
}
