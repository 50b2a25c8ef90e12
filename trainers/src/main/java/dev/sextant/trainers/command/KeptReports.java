// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reports of a trial that were heard so far, in a file that lies with the checkpoints of its program: a program
 * that goes on says no more what it said before it was killed.
 *
 * <p>A line each, its checksum before it; the first tells of which trial they are. What is torn, damaged, another
 * trial's or too large is taken for not there, and what cannot be written is not kept: then the program begins from the
 * beginning. Nothing is forced to the disk; what the system loses it loses from the end.
 *
 * <p>Threads: confined to one.
 */
final class KeptReports {
    static final String NAME = "sextant-reports";

    private static final String OF = "of";
    private static final String STEP = "step";
    private static final String VALUE = "value";
    private static final String METRICS = "metrics";

    /** Characters of the checksum and of the blank after it. */
    private static final int SUM = 9;

    private static final Logger LOG = LoggerFactory.getLogger(KeptReports.class);

    private final Path file;
    private final String trial;
    private final long most;
    private final List<Heard.Report> reports = new ArrayList<>();
    private @Nullable FileChannel channel;
    private long size;
    private boolean full;

    private KeptReports(Path file, String trial, long most) {
        this.file = file;
        this.trial = trial;
        this.most = most;
    }

    /**
     * Reads what is there.
     *
     * @param trial of which trial they must be, one word
     * @param most bytes of a file
     * @return null where the folder has none of this trial
     */
    static @Nullable KeptReports read(Path folder, String trial, long most) {
        KeptReports kept = new KeptReports(folder.resolve(NAME), trial, most);
        try {
            if (!Files.isRegularFile(kept.file) || Files.size(kept.file) > most) return null;
            return kept.take(Files.readAllBytes(kept.file)) ? kept : null;
        } catch (IOException unreadable) {
            return null;
        }
    }

    /** None yet, in place of whatever is there. */
    static KeptReports begin(Path folder, String trial, long most) {
        KeptReports kept = new KeptReports(folder.resolve(NAME), trial, most);
        kept.rewrite();
        return kept;
    }

    /** Whether the first line is what it should be; the lines after it up to the first that is not. */
    private boolean take(byte[] bytes) {
        int from = 0;
        boolean known = false;
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] != '\n') continue;
            ObjectNode line = checked(new String(bytes, from, at - from, StandardCharsets.UTF_8));
            if (line == null) break;
            if (!known && !line.path(OF).asText().equals(trial)) return false;
            if (known && !take(line)) break;
            known = true;
            from = at + 1;
        }
        size = from;
        return known;
    }

    private boolean take(ObjectNode line) {
        Double value = TextNumbers.of(line.get(VALUE));
        int step = line.path(STEP).asInt();
        if (value == null || step <= reached()) return false;
        Map<String, Double> metrics = new TreeMap<>();
        line.path(METRICS).properties().forEach(metric -> {
            Double number = TextNumbers.of(metric.getValue());
            if (number != null) metrics.put(metric.getKey(), number);
        });
        reports.add(new Heard.Report(step, value, metrics));
        return true;
    }

    private static @Nullable ObjectNode checked(String line) {
        return line.length() > SUM && line.startsWith(sum(line.substring(SUM)) + " ")
                ? StrictJson.object(line.substring(SUM))
                : null;
    }

    private static String sum(String text) {
        CRC32C sum = new CRC32C();
        sum.update(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().toHexDigits((int) sum.getValue());
    }

    /** In the order of their steps. */
    List<Heard.Report> reports() {
        return List.copyOf(reports);
    }

    /** The last step; 0 where there is none. */
    int reached() {
        return reports.isEmpty() ? 0 : reports.getLast().step();
    }

    /** Whether the step was reported. */
    boolean has(int step) {
        return reports.stream().anyMatch(report -> report.step() == step);
    }

    /** Forgets what was reported after the step; what that was. */
    List<Heard.Report> cut(int step) {
        List<Heard.Report> later =
                reports.stream().filter(report -> report.step() > step).toList();
        reports.removeAll(later);
        rewrite();
        return later;
    }

    private void rewrite() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(line(StrictJson.object().put(OF, trial)));
        reports.forEach(report -> all.writeBytes(line(json(report))));
        try {
            close();
            Files.write(file, all.toByteArray());
            size = all.size();
            full = false;
        } catch (IOException e) {
            lost(e);
        }
    }

    private static ObjectNode json(Heard.Report report) {
        ObjectNode json = StrictJson.object().put(STEP, report.step()).put(VALUE, report.value());
        if (!report.metrics().isEmpty()) {
            ObjectNode metrics = json.putObject(METRICS);
            report.metrics().forEach(metrics::put);
        }
        return json;
    }

    private static byte[] line(ObjectNode json) {
        String text = json.toString();
        return (sum(text) + " " + text + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Adds a report of a later step than the last one, with its step. */
    void add(Heard.Report report) {
        reports.add(report);
        byte[] line = line(json(report));
        full |= size + line.length > most;
        if (full) return; // the file stays as it is: another attempt misses the end and begins from the beginning
        try {
            FileChannel open = channel;
            if (open == null) channel = open = FileChannel.open(file, StandardOpenOption.WRITE);
            open.write(ByteBuffer.wrap(line), size);
            size += line.length;
        } catch (IOException e) {
            lost(e);
        }
    }

    private void lost(IOException e) {
        full = true;
        LOG.warn("what a program reported is not kept in {}: {}", file, e.toString());
    }

    void close() throws IOException {
        FileChannel open = channel;
        channel = null;
        if (open != null) open.close();
    }
}
