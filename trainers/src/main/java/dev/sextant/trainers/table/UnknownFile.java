// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.table;

import dev.sextant.engine.spi.StudyFolder;
import dev.sextant.engine.spi.TrainingException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A table of which nobody says what kind of file it is: its first bytes do, whatever it is called. CSV is what is left,
 * read as the file was that was learnt from: with its decimal mark, with or without a header, in its encoding where it
 * is not UTF-8.
 */
final class UnknownFile {
    private static final String PATH = "data";
    private static final int LOOKED_AT = 1 << 12;
    private static final int GZIP = 0x8B1F;
    private static final Pattern LIBSVM = Pattern.compile("[+-]?[0-9.eE+-]+([ \\t]+[0-9]+:[^ \\t:]+)+[ \\t]*(#.*)?");

    private final Tables tables;
    private final StudyFolder folder;
    private final Limits limits;
    private final String name;
    private final Map<String, String> reading;

    UnknownFile(Tables tables, StudyFolder folder, Limits limits, String name, Map<String, String> reading) {
        this.tables = tables;
        this.folder = folder;
        this.limits = limits;
        this.name = name;
        this.reading = reading;
    }

    Table table() throws TrainingException {
        Path file = file();
        if (Files.notExists(file)) return builtin(file);
        if (Files.isDirectory(file))
            throw new TrainingException(PATH, "%s is a directory".formatted(name), "name a table's file in it");
        if (!Files.isRegularFile(file))
            throw new TrainingException(PATH, "%s is not a regular file".formatted(name), "name a table's file");
        byte[] begin = begin(file);
        if (begins(begin, 0x93, 'N')) return tables.read(new Source.Npy(name, null));
        if (begins(begin, 'P', 'K')) return archive();
        if (begins(begin, 0, 0)) return idx();
        String line = firstLine(begin);
        if (line.toLowerCase(Locale.ROOT).startsWith("@relation")) return tables.read(new Source.Arff(name, null));
        if (LIBSVM.matcher(line).matches()) return tables.read(new Source.Libsvm(name, null));
        return csv();
    }

    private Path file() throws TrainingException {
        try {
            return folder.resolve(name);
        } catch (InvalidPathException notAPath) {
            throw new TrainingException(
                    PATH, "\"%s\" is not a path: %s".formatted(name, notAPath.getReason()), "name a table's file");
        }
    }

    private Table builtin(Path file) throws TrainingException {
        Source builtin = Builtins.named(name);
        if (builtin != null) return tables.read(builtin);
        throw new TrainingException(
                PATH,
                "there is no file %s".formatted(file),
                "check the spelling; the data sets that come with Sextant are " + String.join(", ", Builtins.names()));
    }

    private byte[] begin(Path file) throws TrainingException {
        try (InputStream stream = new BufferedInputStream(Files.newInputStream(file))) {
            stream.mark(2);
            int magic = stream.read() | stream.read() << 8;
            stream.reset();
            if (magic != GZIP) return stream.readNBytes(LOOKED_AT);
            try (InputStream unpacked = new GZIPInputStream(stream)) {
                return unpacked.readNBytes(LOOKED_AT);
            } catch (IOException cutOrDamaged) {
                return new byte[0]; // whoever reads all of it says how
            }
        } catch (IOException failure) {
            throw Bytes.unreadable(PATH, name, Bytes.Packing.NONE, failure);
        }
    }

    private static boolean begins(byte[] bytes, int first, int second) {
        return bytes.length >= 2 && (bytes[0] & 0xFF) == first && (bytes[1] & 0xFF) == second;
    }

    /** The first that is neither blank nor a comment of ARFF's or LIBSVM's; the last may be cut, then none is told. */
    private static String firstLine(byte[] begin) {
        String text = new String(begin, StandardCharsets.UTF_8);
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("%") || line.startsWith("#")) continue;
            boolean cut = i == lines.size() - 1 && begin.length == LOOKED_AT;
            return cut ? line.substring(0, Math.max(line.lastIndexOf(' '), 0)) : line;
        }
        return "";
    }

    private Table archive() throws TrainingException {
        MessageDigest digest = Checksum.begin();
        try (DataFile file = tables.open(PATH, name, "an NPZ archive", limits.stream(), digest)) {
            List<NamedArray> entries = new NpzFile(file, new Source.Npz(name, null, null), limits).read(false);
            file.finish();
            NamedArray target = entries.size() == 1 ? null : entries.getLast();
            return ArrayTable.of(PATH, name, Checksum.of(digest), entries.getFirst(), target);
        }
    }

    private Table idx() throws TrainingException {
        MessageDigest digest = Checksum.begin();
        NamedArray features = tables.array(new Source.Idx(name, name), name, false, digest);
        return ArrayTable.of(PATH, name, Checksum.of(digest), features, null);
    }

    private Table csv() throws TrainingException {
        try {
            return csv(null);
        } catch (TrainingException refused) {
            Charset other = charset();
            if (other == null) throw refused;
            try {
                return csv(other);
            } catch (TrainingException refusedToo) {
                throw refused;
            }
        }
    }

    private Table csv(@Nullable Charset charset) throws TrainingException {
        boolean header = !"none".equals(reading.get("header"));
        boolean comma = "comma".equals(reading.get("decimal"));
        return tables.read(new Source.Csv(name, charset, null, header, comma));
    }

    private @Nullable Charset charset() {
        try {
            String written = reading.get("encoding");
            return written == null ? null : Charset.forName(written);
        } catch (UnsupportedCharsetException | java.nio.charset.IllegalCharsetNameException notHere) {
            return null;
        }
    }
}
