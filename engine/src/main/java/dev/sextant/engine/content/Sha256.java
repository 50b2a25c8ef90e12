// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.content;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, in hexadecimal: the name of content. */
final class Sha256 {
    private static final int LENGTH = 64;
    private static final int BUFFER = 256 << 10;

    private Sha256() {}

    static MessageDigest begin() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    /** Of all that the digest was given. */
    static String of(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    static String of(byte[] bytes) {
        MessageDigest digest = begin();
        digest.update(bytes);
        return of(digest);
    }

    /** Of a file as it stands, read from its beginning to its end. */
    static String of(Path file) throws IOException {
        MessageDigest digest = begin();
        try (ReadableByteChannel channel = Files.newByteChannel(file)) {
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
            while (channel.read(buffer) >= 0) {
                digest.update(buffer.flip());
                buffer.clear();
            }
        }
        return of(digest);
    }

    /** Whether it could be one: 64 digits, the letters small. */
    static boolean is(String text) {
        return text.length() == LENGTH
                && text.chars().allMatch(each -> (each >= '0' && each <= '9') || (each >= 'a' && each <= 'f'));
    }
}
