// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.dashboard;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Serves the live page of runs. */
public final class DashboardServer implements AutoCloseable {
    /** Where nobody named a port. */
    public static final int DEFAULT_PORT = 7288;

    /**
     * Where it listens.
     *
     * @param host an address of this machine, "localhost", or 0.0.0.0 or :: for all
     * @param port 0 for any that is free
     * @param publicHost the name by which browsers reach it where that is not {@code host}: NAME, NAME:PORT, or
     *     https://NAME[:PORT] where a proxy in front of it speaks TLS
     * @param tls certificate and key; null for plain HTTP
     * @param insecurePlaintext whether plain HTTP may leave this machine
     */
    public record Options(
            String host, int port, @Nullable String publicHost, @Nullable Tls tls, boolean insecurePlaintext) {
        /** On this machine alone. */
        public static Options local(int port) {
            return new Options("127.0.0.1", port, null, null, false);
        }
    }

    /**
     * PEM files.
     *
     * @param certificate the chain
     * @param key without a password
     */
    public record Tls(Path certificate, Path key) {}

    private DashboardServer() {}

    /**
     * Opens it.
     *
     * @param admin opens everything
     * @param readOnly opens everything but actions; null if there is no such token
     * @throws IllegalArgumentException where the options contradict each other, in words for a person
     * @throws IOException where it cannot listen there
     */
    public static DashboardServer open(
            Options options, AccessToken admin, @Nullable AccessToken readOnly, Runs runs, Ui ui) throws IOException {
        throw new IOException("not served yet: " + options + admin + readOnly + runs + ui);
    }

    /** The port on which it listens. */
    public int port() {
        return 0;
    }

    /** What to open in a browser, such as {@code http://127.0.0.1:7288/}. */
    public String address() {
        return "";
    }

    /** The address with a token behind it, which a browser keeps to itself: {@code …/#token=…}. */
    public String address(AccessToken token) {
        return address() + "#token=" + token.text();
    }

    @Override
    public void close() {}
}
