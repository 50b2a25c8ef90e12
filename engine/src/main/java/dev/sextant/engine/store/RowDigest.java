// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What a row carries so that a change from outside shows: CRC-32C over its columns in their order, each with its kind
 * and length, so that nothing can move from one to the next unseen.
 *
 * <p>A checksum and not a cryptographic hash: it finds what discs and hasty hands do, at a fraction of a microsecond a
 * row. Whoever means to deceive could compute any hash anew.
 */
final class RowDigest {
    private static final byte NOTHING = 0;
    private static final byte NUMBER = 1;
    private static final byte BYTES = 2;

    private final CRC32C crc = new CRC32C();
    private final byte[] head = new byte[1 + Long.BYTES];

    private void head(byte kind, long number) {
        head[0] = kind;
        for (int i = 0; i < Long.BYTES; i++) head[1 + i] = (byte) (number >>> (8 * i));
        crc.update(head, 0, head.length);
    }

    RowDigest add(long number) {
        head(NUMBER, number);
        return this;
    }

    RowDigest add(@Nullable Number number) {
        if (number == null) head(NOTHING, 0);
        else head(NUMBER, number.longValue());
        return this;
    }

    /** Text as its bytes in UTF-8. */
    RowDigest add(byte @Nullable [] bytes) {
        if (bytes == null) {
            head(NOTHING, 0);
        } else {
            head(BYTES, bytes.length);
            crc.update(bytes, 0, bytes.length);
        }
        return this;
    }

    RowDigest add(@Nullable String text) {
        return add(text == null ? null : text.getBytes(StandardCharsets.UTF_8));
    }

    long value() {
        return crc.getValue();
    }
}
