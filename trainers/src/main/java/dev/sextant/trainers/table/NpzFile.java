// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.table;

import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.document.Spelling;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads two arrays of an NPZ archive: a zip file of NPY files, stored or deflated. Names of entries are only compared,
 * never used as paths. The limits count what all entries unpack to, those passed over too.
 */
final class NpzFile {
    /** What the features are called where the document does not say: the first that is there. */
    static final List<String> FEATURES = List.of("x", "X", "features", "data", "x_train", "X_train");

    /** What the target is called where the document does not say: the first that is there. */
    static final List<String> TARGETS = List.of("y", "Y", "target", "targets", "label", "labels", "y_train");

    private static final String ENDING = ".npy";

    private final DataFile file;
    private final Source.Npz source;
    private final Limits limits;

    NpzFile(DataFile file, Source.Npz source, Limits limits) {
        this.file = file;
        this.source = source;
        this.limits = limits;
    }

    /** Features and target, in this order. */
    List<NamedArray> read() throws TrainingException {
        return read(true);
    }

    /** @param needsTarget whether an archive without a target is refused; otherwise its features stand alone */
    List<NamedArray> read(boolean needsTarget) throws TrainingException {
        List<String> features = source.features() == null ? FEATURES : List.of(source.features());
        List<String> targets = source.target() == null ? TARGETS : List.of(source.target());
        List<String> names = new ArrayList<>();
        // every candidate is kept: an archive has no order, and the first of the list may be its last
        Map<String, NamedArray> found = new LinkedHashMap<>();
        Map<String, TrainingException> refused = new LinkedHashMap<>();
        long left = limits.stream();
        try {
            ZipInputStream zip = new ZipInputStream(file.bytes().stream());
            ZipEntry entry;
            while ((entry = zip.getNextEntry()) != null) {
                if (names.size() == limits.entries())
                    throw new TrainingException(
                            file.path(),
                            "%s has more than %d entries".formatted(file.name(), limits.entries()),
                            "save only the arrays that are used");
                String name = entry.getName().endsWith(ENDING)
                        ? entry.getName().substring(0, entry.getName().length() - ENDING.length())
                        : entry.getName();
                names.add(name);
                Bytes bytes = new Bytes(
                        file.path(), "%s/%s".formatted(file.name(), shortened(name)), Bytes.Packing.ZIP, zip, left);
                boolean wanted = features.contains(name) || targets.contains(name);
                if (wanted && (found.containsKey(name) || refused.containsKey(name)))
                    throw new TrainingException(
                            file.path(),
                            "%s holds two arrays \"%s\"".formatted(file.name(), name),
                            "save it again with numpy.savez");
                try {
                    if (wanted) found.put(name, array(bytes, targets.contains(name)));
                } catch (TrainingException whereItIsUsed) {
                    refused.put(name, whereItIsUsed);
                }
                bytes.skip();
                left -= bytes.count();
            }
        } catch (IOException failure) {
            throw Bytes.unreadable(file.path(), file.name(), Bytes.Packing.ZIP, failure);
        } catch (IllegalArgumentException badName) {
            throw Bytes.unreadable(
                    file.path(), file.name(), Bytes.Packing.ZIP, new ZipException("an entry's name is no text"));
        }
        if (names.isEmpty())
            throw new TrainingException(
                    file.path(),
                    "%s is no NPZ archive: it is not a zip file, or an empty one".formatted(file.name()),
                    "save it with numpy.savez, or name a single array with \"npy\"");
        NamedArray inputs = pick("features", features, found, refused, names);
        if (!needsTarget && targets.stream().noneMatch(names::contains)) return List.of(inputs);
        return List.of(inputs, pick("target", targets, found, refused, names));
    }

    private NamedArray array(Bytes bytes, boolean target) throws TrainingException {
        NumberArray array = NpyFile.head(bytes);
        return new NamedArray(
                bytes.name(),
                array,
                target ? ArrayTable.target(bytes, array, limits) : ArrayTable.features(bytes, array, limits));
    }

    private NamedArray pick(
            String key,
            List<String> candidates,
            Map<String, NamedArray> found,
            Map<String, TrainingException> refused,
            List<String> names)
            throws TrainingException {
        for (String candidate : candidates) {
            TrainingException refusal = refused.get(candidate);
            if (refusal != null) throw refusal;
            NamedArray entry = found.get(candidate);
            if (entry != null) return entry;
        }
        @Nullable String written = key.equals("target") ? source.target() : source.features();
        throw new TrainingException(
                "data.npz." + key,
                written == null
                        ? "%s holds none of the arrays %s".formatted(file.name(), String.join(", ", candidates))
                        : "%s has no array \"%s\"".formatted(file.name(), written),
                written == null
                        ? "write \"%s\" and the name of one of %s".formatted(key, shortened(String.join(", ", names)))
                        : Spelling.advice(written, names));
    }

    private static String shortened(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}
