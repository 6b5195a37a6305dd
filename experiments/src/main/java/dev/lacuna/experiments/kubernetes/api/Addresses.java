package dev.lacuna.experiments.kubernetes.api;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Pattern;
import okhttp3.Dns;

/** IP addresses in text, and a resolver that knows a single name. */
final class Addresses {
    private static final Pattern V4 = Pattern.compile("(\\d{1,3}\\.){3}\\d{1,3}");

    private Addresses() {}

    static boolean isLiteral(String text) {
        return V4.matcher(text).matches() || text.contains(":");
    }

    /** Resolves {@code name} to what {@code host} (a name or an address) is, and knows nothing else. */
    static Dns only(String name, String host) {
        return asked -> {
            if (!asked.equals(name)) {
                throw new UnknownHostException(asked);
            }
            return isLiteral(host) ? List.of(InetAddress.getByName(host)) : Dns.SYSTEM.lookup(host);
        };
    }
}
