// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.logging;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The end of what a trial's program printed, as its log lies on the disk.
 *
 * <p>Cost: so much of the file is read as a few screens hold.
 */
public final class PrintedLines {
    private static final int MOST_BYTES = 64 << 10;

    /** Of a longer line the rest is left out. */
    private static final int LONGEST = 2_000;

    private PrintedLines() {}

    /** The last lines; none where there is no log. */
    public static List<String> last(Path log, int count) {
        try (FileChannel file = FileChannel.open(log)) {
            long from = Math.max(0, file.size() - MOST_BYTES);
            ByteBuffer bytes = ByteBuffer.allocate(MOST_BYTES);
            while (bytes.hasRemaining() && file.read(bytes, from + bytes.position()) >= 0) {}
            String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
            // The first line may have lost its beginning.
            List<String> lines = text.lines().skip(from > 0 ? 1 : 0).collect(Collectors.toList());
            return lines.subList(Math.max(0, lines.size() - count), lines.size()).stream()
                    .map(line -> line.length() <= LONGEST ? line : line.substring(0, LONGEST) + " …")
                    .toList();
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException unreadable) {
            return List.of("The log " + log + " cannot be read: " + unreadable.getMessage());
        }
    }
}
