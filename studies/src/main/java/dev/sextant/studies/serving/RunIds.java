// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.serving;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The names by which addresses call runs: {@code [A-Za-z0-9_-]{1,64}}, and the same for the same directory at every
 * start. A run of the folder of runs goes by its own name where that will do; others have a hash of their place.
 */
final class RunIds {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final int NAME = 48;
    private static final int HASH = 10;

    private RunIds() {}

    /** @param runs the folder in which names tell runs apart */
    static String of(Path run, Path runs) {
        Path place = run.toAbsolutePath().normalize();
        Path last = place.getFileName();
        String name = last == null ? "run" : last.toString();
        boolean told = runs.toAbsolutePath().normalize().equals(place.getParent());
        if (told && PLAIN.matcher(name).matches()) return name;
        String safe = name.replaceAll("[^A-Za-z0-9_-]+", "-");
        String head = safe.length() > NAME ? safe.substring(0, NAME) : safe;
        return head + "-" + hash(place.toString());
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HASH);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }
}
