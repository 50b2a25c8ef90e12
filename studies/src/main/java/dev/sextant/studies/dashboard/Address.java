// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.dashboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a server listens and by which names it is reached, out of what its user wrote.
 *
 * @param host to listen on; IPv6 without brackets
 * @param names by which it is reached on its own port
 * @param open the name in front of the port of what a person opens; IPv6 in brackets
 * @param proxied the authority of a proxy in front that speaks TLS; null if there is none
 * @param publicPort the port that the user named with the public name; null for the one it listens on
 */
record Address(
        String host,
        List<String> names,
        String open,
        @Nullable String proxied,
        @Nullable Integer publicPort) {
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]{1,253}|[0-9A-Fa-f:.]{2,45}");
    private static final Pattern PUBLIC =
            Pattern.compile("(https://)?([A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(?::([0-9]{1,5}))?/?");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|::1|0:0:0:0:0:0:0:1");
    private static final Pattern EVERY = Pattern.compile("0\\.0\\.0\\.0|::|0:0:0:0:0:0:0:0");

    Address {
        names = List.copyOf(names);
    }

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException where it cannot be served so, in words for the user
     */
    static Address of(String host, @Nullable String publicHost, boolean tls, boolean insecurePlaintext) {
        String bare = (host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host)
                .toLowerCase(Locale.ROOT);
        if (!HOST.matcher(bare).matches())
            throw new IllegalArgumentException(
                    "--host %s: must be a name or an address of this machine, such as".formatted(host)
                            + " 127.0.0.1 or ::1.");
        boolean every = EVERY.matcher(bare).matches();
        if (!LOOPBACK.matcher(bare).matches() && !tls && !insecurePlaintext)
            throw new IllegalArgumentException(
                    "--host %s: whoever sits between could read the token and all that is".formatted(host)
                            + " shown. Give a TLS certificate and its key, or allow it with --insecure-plaintext.");
        if (every && publicHost == null)
            throw new IllegalArgumentException(
                    "--host %s: say with --public-host NAME which name stands in the".formatted(host)
                            + " browser's address bar; requests under any other are refused.");
        List<String> names = new ArrayList<>(Site.LOOPBACK);
        String own = bare.contains(":") ? "[" + bare + "]" : bare.equals("localhost") ? "127.0.0.1" : bare;
        if (!every) names.add(own);
        String listen = bare.equals("localhost") ? "127.0.0.1" : bare;
        if (publicHost == null) return new Address(listen, names, own, null, null);
        Matcher written = PUBLIC.matcher(publicHost);
        if (!written.matches())
            throw new IllegalArgumentException(
                    "--public-host %s: must be NAME, NAME:PORT or https://NAME[:PORT].".formatted(publicHost));
        String name = written.group(2).toLowerCase(Locale.ROOT);
        String port = written.group(3);
        if (written.group(1) != null && !tls)
            return new Address(listen, names, own, port == null ? name : name + ":" + port, null);
        Integer named = port == null ? null : Integer.valueOf(port);
        if (named == null) names.add(name);
        return new Address(listen, names, name, null, named);
    }

    /** By what it may be asked, when it listens on this port. */
    Site site(boolean tls, int port) {
        String scheme = tls ? "https" : "http";
        Site site = Site.of(scheme, names, port);
        if (publicPort != null) site = site.and(Site.of(scheme, List.of(open), publicPort));
        return proxied == null
                ? site
                : site.and(new Site(java.util.Set.of(proxied), java.util.Set.of("https://" + proxied)));
    }

    /** What a person opens. */
    String url(boolean tls, int port) {
        if (proxied != null) return "https://" + proxied + "/";
        return (tls ? "https://" : "http://") + open + ":" + (publicPort == null ? port : publicPort) + "/";
    }
}
