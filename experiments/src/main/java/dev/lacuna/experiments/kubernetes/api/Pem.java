package dev.lacuna.experiments.kubernetes.api;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import okio.ByteString;

/**
 * Certificates and private keys as kubeconfigs hold them, read with the JDK alone. Keys: PKCS #8 (RSA, EC, Ed25519), PKCS #1 (RSA) and
 * SEC 1 (EC). The messages of what it throws start with {@code what}, the place that the text came from.
 */
final class Pem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);
    private static final byte[] VERSION_0 = {Der.INTEGER, 1, 0};
    private static final String RSA_OID = "2a864886f70d010101";
    private static final String EC_OID = "2a8648ce3d0201";
    private static final Map<String, String> ALGORITHMS = Map.of(RSA_OID, "RSA", EC_OID, "EC", "2b6570", "Ed25519");

    private Pem() {}

    private record Block(String kind, ByteString content) {

        byte[] bytes() {
            return content.toByteArray();
        }
    }

    /**
     * All certificates of a text, in their order.
     *
     * @throws AccessException when there is none, or one can't be read
     */
    static List<X509Certificate> certificates(String text, String what) {
        var found = new ArrayList<X509Certificate>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (Block block : blocks(text, what)) {
                if (block.kind.endsWith("CERTIFICATE")) {
                    found.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.bytes())));
                }
            }
        } catch (CertificateException e) {
            throw new AccessException(what + ": a certificate in it is damaged: " + e.getMessage(), e);
        }
        if (found.isEmpty()) {
            throw new AccessException(what + ": no certificate in PEM form (-----BEGIN CERTIFICATE-----) is in it");
        }
        return List.copyOf(found);
    }

    /**
     * The first private key of a text.
     *
     * @throws AccessException when there is none, or it can't be read
     */
    static PrivateKey privateKey(String text, String what) {
        for (Block block : blocks(text, what)) {
            if (block.kind.endsWith("PRIVATE KEY")) {
                return key(block, text, what);
            }
        }
        throw new AccessException(what + ": no private key in PEM form (-----BEGIN PRIVATE KEY-----) is in it");
    }

    private static PrivateKey key(Block block, String text, String what) {
        if (block.kind.startsWith("ENCRYPTED") || text.contains("Proc-Type: 4,ENCRYPTED")) {
            throw new AccessException(what
                    + ": the private key is encrypted; a runner can't be asked for its password: store it decrypted "
                    + "(openssl pkey -in KEY -out KEY) and guard the file by its mode");
        }
        try {
            byte[] pkcs8 = switch (block.kind) {
                case "RSA PRIVATE KEY" -> wrapped(block.bytes(), RSA_OID, Der.nothing());
                case "EC PRIVATE KEY" -> wrapped(block.bytes(), EC_OID, curve(block.bytes()));
                default -> block.bytes();
            };
            return KeyFactory.getInstance(algorithm(pkcs8)).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new AccessException(what + ": the private key can't be read: " + e.getMessage(), e);
        }
    }

    private static byte[] wrapped(byte[] key, String algorithm, byte[] parameters) {
        byte[] identifier =
                Der.of(Der.SEQUENCE, Der.of(Der.OBJECT_ID, HexFormat.of().parseHex(algorithm)), parameters);
        return Der.of(Der.SEQUENCE, VERSION_0, identifier, Der.of(Der.OCTETS, key));
    }

    /** The curve of a SEC 1 key stands in its optional first context field (RFC 5915). */
    private static byte[] curve(byte[] key) {
        return Der.values(onlySequence(key)).stream()
                .filter(value -> value.tag() == Der.CONTEXT_0)
                .findFirst()
                .map(Der.Value::content)
                .orElseThrow(() -> new IllegalArgumentException("it does not say which curve it is on"));
    }

    private static String algorithm(byte[] pkcs8) {
        List<Der.Value> fields = Der.values(onlySequence(pkcs8));
        if (fields.size() < 3) {
            throw new IllegalArgumentException("it is not a PKCS #8 key");
        }
        List<Der.Value> identifier = Der.values(fields.get(1).content());
        if (identifier.isEmpty()) {
            throw new IllegalArgumentException("it does not name its algorithm");
        }
        String id = HexFormat.of().formatHex(identifier.get(0).content());
        String name = ALGORITHMS.get(id);
        if (name == null) {
            throw new IllegalArgumentException(
                    "its algorithm (object identifier %s) is none of RSA, EC, Ed25519".formatted(id));
        }
        return name;
    }

    private static byte[] onlySequence(byte[] bytes) {
        List<Der.Value> outer = Der.values(bytes);
        if (outer.isEmpty() || outer.get(0).tag() != Der.SEQUENCE) {
            throw new IllegalArgumentException("it is not a DER sequence");
        }
        return outer.get(0).content();
    }

    private static List<Block> blocks(String text, String what) {
        var blocks = new ArrayList<Block>();
        var matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            blocks.add(new Block(matcher.group(1), ByteString.of(decoded(matcher.group(2), what))));
        }
        return blocks;
    }

    private static byte[] decoded(String base64, String what) {
        // Headers as in "Proc-Type: 4,ENCRYPTED" hold a colon and are no data; which key they belong to is told by the
        // caller.
        String data = base64.lines().filter(line -> !line.contains(":")).reduce("", String::concat);
        try {
            return Base64.getMimeDecoder().decode(data);
        } catch (IllegalArgumentException e) {
            throw new AccessException(what + ": the text between BEGIN and END is not base64: " + e.getMessage(), e);
        }
    }
}
