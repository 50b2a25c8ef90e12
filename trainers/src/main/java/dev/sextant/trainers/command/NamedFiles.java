// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The files that a command names, such as the script that it runs: what is in them is part of what a study's results
 * are a function of. Threads: any.
 */
final class NamedFiles {
    /** A larger file is data, and would take longer than a check may. */
    private static final long LARGEST = 64 << 20;

    private static final int MOST = 16;

    private final Path folder;
    private final Map<Path, String> known = new ConcurrentHashMap<>();

    /** @param folder where relative names begin */
    NamedFiles(Path folder) {
        this.folder = folder;
    }

    /** The SHA-256 of every argument that is the name of a file, by the argument. */
    Map<String, String> digests(List<String> argv) {
        Map<String, String> digests = new LinkedHashMap<>();
        for (String argument : argv) {
            String digest = digests.size() < MOST ? digest(argument) : "";
            if (!digest.isEmpty()) digests.put(argument, digest);
        }
        return digests;
    }

    /** Empty where there is none. */
    private String digest(String argument) {
        try {
            Path file = folder.resolve(argument);
            if (argument.isEmpty() || !Files.isRegularFile(file) || Files.size(file) > LARGEST) return "";
            String digest = known.get(file);
            if (digest == null) {
                digest = sha256(file);
                known.put(file, digest);
            }
            return digest;
        } catch (IOException | InvalidPathException unreadable) {
            return "";
        }
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[64 << 10];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) digest.update(buffer, 0, read);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
