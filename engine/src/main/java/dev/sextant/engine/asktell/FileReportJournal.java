// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.asktell;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.store.StoreException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Reports in a file that only grows, a JSON object a line. Beside the store and not in it: a report lives no longer
 * than its trial is open, so that rows of it would be written to be deleted, and a line that is appended costs one sync
 * of a few bytes where a transaction costs one of several pages.
 *
 * <p>A process that dies may leave part of a line, which was answered to nobody and is cut off. When a study is gone on
 * with, the file is written anew with what is still wanted. Doubles come back bit for bit.
 *
 * <p>Cost: O(1) and one sync for all that was added since the last; none where nothing was.
 */
public final class FileReportJournal implements ReportJournal {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TRIAL = "trial";
    private static final String EPOCH = "epoch";
    private static final String VALUE = "value";
    private static final String READINGS = "readings";

    private final Path file;
    private final ByteArrayOutputStream added = new ByteArrayOutputStream();
    private @Nullable FileChannel channel;

    /** @param file made with the first report; whoever has it to himself, as with the lock of a store beside it */
    public FileReportJournal(Path file) {
        this.file = file;
    }

    @Override
    public List<Report> begin(LongPredicate wanted) throws StoreException {
        try {
            if (!Files.exists(file)) return List.of();
            byte[] before = Files.readAllBytes(file);
            List<Report> kept = new ArrayList<>();
            for (Report report : read(before)) if (wanted.test(report.trial())) kept.add(report);
            if (kept.isEmpty()) Files.delete(file);
            else rewrite(before, kept);
            return kept;
        } catch (IOException unreadable) {
            throw broken(unreadable);
        }
    }

    private void rewrite(byte[] before, List<Report> kept) throws IOException {
        for (Report report : kept) add(report);
        byte[] now = added.toByteArray();
        added.reset();
        if (Arrays.equals(before, now)) return;
        Path temporary = file.resolveSibling(file.getFileName() + ".part");
        try (FileChannel fresh = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            write(fresh, now);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Up to the first line that is none: what stands behind it was not synced. */
    private static List<Report> read(byte[] lines) {
        List<Report> reports = new ArrayList<>();
        String text = new String(lines, StandardCharsets.UTF_8);
        int whole = text.lastIndexOf('\n');
        for (String line : text.substring(0, whole + 1).lines().toList()) {
            Report report = read(line);
            if (report == null) break;
            reports.add(report);
        }
        return reports;
    }

    private static @Nullable Report read(String line) {
        try {
            JsonNode json = JSON.readTree(line);
            if (!json.path(TRIAL).isIntegralNumber()
                    || !json.path(EPOCH).isIntegralNumber()
                    || !json.path(VALUE).isNumber()) return null;
            Map<String, Double> readings = new HashMap<>();
            json.path(READINGS).properties().forEach(each -> readings.put(each.getKey(), number(each.getValue())));
            return new Report(
                    json.get(TRIAL).longValue(),
                    json.get(EPOCH).intValue(),
                    json.get(VALUE).doubleValue(),
                    readings);
        } catch (JsonProcessingException torn) {
            return null;
        }
    }

    /** JSON has no number that is not finite: a string. */
    private static double number(JsonNode json) {
        return json.isNumber() ? json.doubleValue() : Double.parseDouble(json.asText());
    }

    @Override
    public void add(Report report) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put(TRIAL, report.trial()).put(EPOCH, report.epoch()).put(VALUE, report.value());
        if (!report.readings().isEmpty()) {
            ObjectNode readings = json.putObject(READINGS);
            report.readings().forEach((name, reading) -> {
                if (Double.isFinite(reading)) readings.put(name, reading);
                else readings.put(name, Double.toString(reading));
            });
        }
        added.writeBytes(json.toString().getBytes(StandardCharsets.UTF_8));
        added.write('\n');
    }

    @Override
    public void sync() throws StoreException {
        if (added.size() == 0) return;
        try {
            FileChannel open = channel;
            if (open == null) {
                open = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                channel = open;
                open.position(open.size());
                // A file that was just made is found again only where its folder is synced, too.
                syncFolder();
            }
            write(open, added.toByteArray());
            added.reset();
        } catch (IOException failed) {
            throw broken(failed);
        }
    }

    private static void write(FileChannel channel, byte[] bytes) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) channel.write(left);
        channel.force(false);
    }

    private void syncFolder() throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) return;
        try (FileChannel opened = FileChannel.open(folder, StandardOpenOption.READ)) {
            opened.force(true);
        }
    }

    private StoreException broken(IOException cause) {
        return new StoreException("cannot use %s: %s".formatted(file, cause.getMessage()), cause);
    }

    @Override
    public void close() throws StoreException {
        try {
            if (channel != null) channel.close();
        } catch (IOException failed) {
            throw broken(failed);
        }
    }
}
