// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.dashboard;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The names under which a server is reached: what may stand in a request's Host, and what in its Origin.
 *
 * <p>Other names are refused even where they lead here: a page in somebody's browser that lets its own name point at
 * this machine gets no further.
 *
 * @param hosts in lower case, with the port unless it is the scheme's own
 * @param origins of pages that came from here
 */
record Site(Set<String> hosts, Set<String> origins) {
    /** Names under which this machine reaches itself. */
    static final List<String> LOOPBACK = List.of("127.0.0.1", "localhost", "[::1]");

    Site {
        hosts = Set.copyOf(hosts);
        origins = Set.copyOf(origins);
    }

    /** On this machine alone, without TLS. */
    static Site local(int port) {
        return of("http", LOOPBACK, port);
    }

    /** @param names without a port; IPv6 in brackets */
    static Site of(String scheme, Iterable<String> names, int port) {
        Set<String> hosts = new HashSet<>();
        Set<String> origins = new HashSet<>();
        for (String name : names) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (port == defaultPort(scheme)) {
                hosts.add(lower);
                origins.add(scheme + "://" + lower);
            } else origins.add(scheme + "://" + lower + ":" + port);
            hosts.add(lower + ":" + port);
        }
        return new Site(hosts, origins);
    }

    private static int defaultPort(String scheme) {
        return scheme.equals("https") ? 443 : 80;
    }

    /** Both. */
    Site and(Site more) {
        Set<String> everyHost = new HashSet<>(hosts);
        everyHost.addAll(more.hosts);
        Set<String> everyOrigin = new HashSet<>(origins);
        everyOrigin.addAll(more.origins);
        return new Site(everyHost, everyOrigin);
    }

    /** Whether it is asked by one of its names: exactly one Host was sent. */
    boolean isAsked(List<String> sent) {
        return sent.size() == 1 && hosts.contains(sent.getFirst().toLowerCase(Locale.ROOT));
    }

    /** Whether a page that came from here asks. */
    boolean isOrigin(String origin) {
        return origins.contains(origin.toLowerCase(Locale.ROOT));
    }
}
