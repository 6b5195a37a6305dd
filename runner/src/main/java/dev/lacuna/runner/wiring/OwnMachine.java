package dev.lacuna.runner.wiring;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.stream.Collectors;

/** The machine that this program runs on, as the cluster's nodes might know it. What can't be found out is left out. */
final class OwnMachine {

    private OwnMachine() {}

    /** Its host name, whole and without its domain. */
    static Set<String> names() {
        try {
            String name = InetAddress.getLocalHost().getHostName();
            int dot = name.indexOf('.');
            return dot > 0 ? Set.of(name, name.substring(0, dot)) : Set.of(name);
        } catch (UnknownHostException e) {
            return Set.of();
        }
    }

    /** Addresses that no other machine has: neither loopback nor link-local ones. */
    static Set<String> addresses() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                    .map(InetAddress::getHostAddress)
                    .map(address -> address.replaceFirst("%.*", ""))
                    .collect(Collectors.toSet());
        } catch (SocketException e) {
            return Set.of();
        }
    }
}
