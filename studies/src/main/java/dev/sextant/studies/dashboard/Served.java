// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.dashboard;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Something that is answered whole, packed once for all who ask: compressed, with a tag by which a browser knows it
 * again.
 *
 * <p>Compression under encryption tells the length of what was compressed; that is an attack (BREACH) where one answer
 * holds both a secret and something that the attacker chose, and the attacker can have it asked for again and again.
 * Here no answer that is compressed holds a secret (the token and the cookie stand in no body), none repeats anything
 * of its request, and requests from other pages are refused before they get this far.
 *
 * @param gzip its bytes, compressed
 * @param tag its ETag
 */
record Served(byte[] gzip, String type, String tag) {
    /** Half of a SHA-256 tells any two contents apart. */
    private static final int TAG_BYTES = 16;

    /** Writes the content. */
    interface Content {
        void write(OutputStream out) throws IOException;
    }

    /** Packs it. Cost: O(bytes), some 20 ms a megabyte. */
    static Served of(String type, Content content) throws IOException {
        MessageDigest digest = sha256();
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new DigestOutputStream(new GZIPOutputStream(packed, 8_192), digest)) {
            content.write(out);
        }
        String tag = "\"" + HexFormat.of().formatHex(digest.digest(), 0, TAG_BYTES) + "\"";
        return new Served(packed.toByteArray(), type, tag);
    }

    static Served of(Ui.Asset asset) {
        try {
            return of(asset.type(), out -> out.write(asset.bytes()));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Its bytes for those who cannot unpack. */
    byte[] plain() throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip), 8_192)) {
            return in.readAllBytes();
        }
    }

    /** Whether an If-None-Match names it. */
    boolean isKnown(@Nullable String ifNoneMatch) {
        if (ifNoneMatch == null) return false;
        for (String known : ifNoneMatch.split(",", 16)) {
            String bare = known.strip();
            if (bare.equals("*") || (bare.startsWith("W/") ? bare.substring(2) : bare).equals(tag)) return true;
        }
        return false;
    }

    /** Whether an Accept-Encoding takes gzip. */
    static boolean takesGzip(@Nullable String acceptEncoding) {
        if (acceptEncoding == null) return false;
        for (String coding : acceptEncoding.split(",", 32)) {
            String bare = coding.replace(" ", "").toLowerCase(java.util.Locale.ROOT);
            if (bare.equals("gzip") || (bare.startsWith("gzip;q=") && !bare.matches("gzip;q=0(\\.0*)?"))) return true;
        }
        return false;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException broken) {
            throw new IllegalStateException("every Java has SHA-256", broken);
        }
    }
}
