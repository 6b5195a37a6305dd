package dev.lacuna.experiments.kubernetes.api;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import okio.ByteString;

/** The little of DER (X.690) that is needed to wrap an old private key into PKCS #8 and to see what kind of key a PKCS #8 one is. */
final class Der {
    static final int INTEGER = 0x02;
    static final int OCTETS = 0x04;
    static final int OBJECT_ID = 0x06;
    static final int SEQUENCE = 0x30;
    static final int CONTEXT_0 = 0xA0;

    private static final byte[] NULL = {5, 0};

    private Der() {}

    record Value(int tag, ByteString bytes) {

        byte[] content() {
            return bytes.toByteArray();
        }
    }

    static byte[] of(int tag, byte[]... parts) {
        var content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        var out = new ByteArrayOutputStream();
        out.write(tag);
        writeLength(out, content.size());
        out.writeBytes(content.toByteArray());
        return out.toByteArray();
    }

    static byte[] nothing() {
        return NULL.clone();
    }

    private static void writeLength(ByteArrayOutputStream out, int length) {
        if (length < 0x80) {
            out.write(length);
        } else if (length < 0x100) {
            out.write(0x81);
            out.write(length);
        } else {
            out.write(0x82);
            out.write(length >> 8);
            out.write(length & 0xFF);
        }
    }

    /** The values that stand one after another in {@code bytes}. */
    static List<Value> values(byte[] bytes) {
        var values = new ArrayList<Value>();
        int at = 0;
        while (at < bytes.length) {
            int lengthBytes = need(bytes, at + 1) < 0x80 ? 0 : need(bytes, at + 1) & 0x7F;
            if (lengthBytes > 3) {
                throw new IllegalArgumentException("a length of %d bytes is not a key's".formatted(lengthBytes));
            }
            int length = lengthBytes == 0 ? need(bytes, at + 1) : 0;
            for (int i = 0; i < lengthBytes; i++) {
                length = (length << 8) | need(bytes, at + 2 + i);
            }
            int from = at + 2 + lengthBytes;
            if (length > bytes.length - from) {
                throw new IllegalArgumentException("the data end too early");
            }
            values.add(new Value(need(bytes, at), ByteString.of(bytes, from, length)));
            at = from + length;
        }
        return values;
    }

    private static int need(byte[] bytes, int at) {
        if (at >= bytes.length) {
            throw new IllegalArgumentException("the data end too early");
        }
        return bytes[at] & 0xFF;
    }
}
