// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorBoardFolderTest {
    private static final String FILE = "events.out.tfevents.0.sextant";

    /** Byte by byte from the definition: polynomial 0x1EDC6F41, reflected. */
    private static int slowCrc(byte[] data) {
        int crc = -1;
        for (byte one : data) {
            crc ^= one & 0xff;
            for (int bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ ((crc & 1) == 0 ? 0 : 0x82f63b78);
        }
        return ~crc;
    }

    private static int masked(byte[] data) {
        int crc = slowCrc(data);
        return ((crc >>> 15) | (crc << 17)) + 0xa282ead8;
    }

    private static List<byte[]> records(byte[] file) {
        List<byte[]> records = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        while (in.hasRemaining()) {
            byte[] length = new byte[8];
            in.get(length);
            assertEquals(masked(length), in.getInt());
            byte[] data = new byte
                    [(int) ByteBuffer.wrap(length)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .getLong()];
            in.get(data);
            assertEquals(masked(data), in.getInt());
            records.add(data);
        }
        return records;
    }

    /** Every field of a message in a line: numbers as they are, messages in braces where they can be one. */
    private static String shown(byte[] message, Set<String> texts) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(message);
        List<String> fields = new ArrayList<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            String field = WireFormat.getTagFieldNumber(tag) + ":";
            fields.add(field
                    + switch (WireFormat.getTagWireType(tag)) {
                        case WireFormat.WIRETYPE_VARINT -> Long.toString(in.readInt64());
                        case WireFormat.WIRETYPE_FIXED64 -> Double.toString(in.readDouble());
                        case WireFormat.WIRETYPE_FIXED32 -> Float.toString(in.readFloat());
                        default -> {
                            byte[] inside = in.readByteArray();
                            String text = new String(inside, StandardCharsets.UTF_8);
                            yield texts.contains(text) || text.startsWith("_") || text.startsWith("brain")
                                    ? text
                                    : "{" + shown(inside, texts) + "}";
                        }
                    });
        }
        return String.join(" ", fields);
    }

    private static final Set<String> TEXTS = Set.of(
            "loss",
            "best/loss",
            "best/accuracy",
            "readings/gradientNorm",
            "hparams",
            "rate",
            "schedule",
            "gamma",
            "units",
            "batch",
            "constant",
            "=step",
            "trial-0",
            "trial-1",
            "trial-2",
            "made & \"named\"");

    private static List<String> events(Map<String, byte[]> files, String name) throws IOException {
        List<String> events = new ArrayList<>();
        byte[] file = files.get(name);
        if (file == null) throw new AssertionError(name + " is not there, but " + files.keySet());
        for (byte[] record : records(file)) events.add(shown(record, TEXTS));
        return events;
    }

    private static Map<String, byte[]> files(Path folder) throws Exception {
        TensorBoardFolder.write(MadeRun.ofEveryKind(), folder);
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> inside = Files.walk(folder)) {
            for (Path file : inside.filter(Files::isRegularFile).toList())
                files.put(folder.relativize(file).toString(), Files.readAllBytes(file));
        }
        return files;
    }

    @TempDir
    private Path folder = Path.of("");

    @Test
    void everyTrialThatBeganHasAFolderAndTheStudyAFileAbove() throws Exception {
        Map<String, byte[]> files = files(folder.resolve("logs"));
        assertEquals(
                Set.of(
                        FILE,
                        "trial-0/" + FILE,
                        "trial-1/" + FILE,
                        "trial-2/" + FILE,
                        "trial-3/" + FILE,
                        "trial-4/" + FILE,
                        "confirmation-6/" + FILE,
                        "test-7/" + FILE),
                files.keySet());
        assertEquals(
                "1:1.772600767000008E9 3:brain.Event:2", events(files, FILE).getFirst());
    }

    @Test
    void aCurveIsScalarsByEpochBetweenTheBeginningAndTheEndOfASession() throws Exception {
        List<String> events = events(files(folder.resolve("logs")), "trial-0/" + FILE);
        String began = "1:1.772600767000008E9 ";
        String ended = "1:1.772600768500008E9 ";
        assertEquals(
                List.of(
                        began + "3:brain.Event:2",
                        began + "2:0 5:{1:{1:_hparams_/session_start_info 8:{1:1 2:{2:{}}} 9:{1:{1:hparams 2:{3:{"
                                + "1:{1:rate 2:{2:0.1}} 1:{1:schedule 2:{3:constant}} 1:{1:units 2:{2:17.0}}"
                                + " 1:{1:batch 2:{2:32.0}} 4:trial-0 5:1.772600767000008E9}}}}}}",
                        began + "2:1 5:{1:{1:loss 2:0.33333334}}",
                        began + "2:1 5:{1:{1:readings/gradientNorm 2:4.0}}",
                        began + "2:2 5:{1:{1:loss 2:1.0}}",
                        ended + "2:1 5:{1:{1:best/loss 2:0.33333334}}",
                        ended + "2:1 5:{1:{1:best/accuracy 2:0.3}}",
                        ended + "2:0 5:{1:{1:_hparams_/session_end_info 8:{1:1 2:{2:{}}}"
                                + " 9:{1:{1:hparams 2:{4:{1:1 2:1.772600768500008E9}}}}}}"),
                events);
    }

    @Test
    void theTableDeclaresParametersAndWhatSearchTrialsTell() throws Exception {
        assertTrue(events(files(folder.resolve("logs")), FILE)
                .get(1)
                .endsWith("2:{2:{3:1.772600767000008E9"
                        + " 4:{1:rate 4:3 6:{1:1.0E-4 2:1.0}} 4:{1:schedule 4:1 5:{1:{3:constant} 1:{3:=step}}}"
                        + " 4:{1:gamma 4:3 6:{1:0.1 2:0.9}} 4:{1:units 4:3 6:{1:1.0 2:64.0}}"
                        + " 4:{1:batch 4:3 5:{1:{2:16.0} 1:{2:32.0}}}"
                        + " 5:{1:{2:best/loss}} 5:{1:{2:best/accuracy}} 6:made & \"named\"}}}}}}"));
    }

    @Test
    void aDivergedTrialFailedAndShowsWhatWasFinite() throws Exception {
        List<String> events = events(files(folder.resolve("logs")), "trial-2/" + FILE);
        assertEquals(4, events.size());
        assertTrue(events.get(2).endsWith("{1:loss 2:2.0}}"), events.get(2));
        assertTrue(events.get(3).contains("{4:{1:2 "), events.get(3));
    }

    @Test
    void anEarlierExportIsReplacedAndAnythingElseRefused() throws Exception {
        Path logs = folder.resolve("logs");
        Map<String, byte[]> first = files(logs);
        Files.createDirectories(logs.resolve("trial-99"));
        Files.copy(logs.resolve(FILE), logs.resolve("trial-99").resolve(FILE));
        Map<String, byte[]> again = files(logs);
        assertEquals(first.keySet(), again.keySet());
        for (String name : first.keySet()) assertArrayEquals(first.get(name), again.get(name), name);
        Files.writeString(logs.resolve("mine.txt"), "mine");
        ExportException refused =
                assertThrows(ExportException.class, () -> TensorBoardFolder.write(MadeRun.ofEveryKind(), logs));
        assertEquals(
                "the directory " + logs + " holds other files, such as mine.txt", String.valueOf(refused.getMessage()));
        assertFalse(refused.help().isEmpty());
        try (Stream<Path> inside = Files.walk(logs)) {
            assertEquals(first.size() + 1, inside.filter(Files::isRegularFile).count());
        }
    }
}
