// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.replay;

import dev.sextant.engine.spi.StudyFolder;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.table.Source;
import dev.sextant.trainers.table.Table;
import dev.sextant.trainers.table.Tables;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The tables of one study, each read and put in order once, shared read-only by all threads.
 *
 * <p>A document names few; all are kept.
 */
final class Recordings {
    private record Key(
            String csv, List<String> parameters, @Nullable List<String> logarithmic) {}

    private final Tables tables;
    private final Map<String, Table> read = new ConcurrentHashMap<>();
    private final Map<Key, Lookup> lookups = new ConcurrentHashMap<>();

    Recordings(StudyFolder folder) {
        tables = new Tables(folder);
    }

    Lookup lookup(ReplaySettings settings) throws TrainingException {
        List<String> parameters = List.copyOf(settings.parameters().keySet());
        Key key = new Key(settings.csv(), parameters, settings.logarithmic());
        Lookup known = lookups.get(key);
        return known != null ? known : make(key);
    }

    /** One at a time, so that threads that ask for the same table together do not all read it. */
    private synchronized Lookup make(Key key) throws TrainingException {
        Lookup known = lookups.get(key);
        if (known != null) return known;
        Recording recording = new Recording(table(key.csv), key.parameters);
        Lookup made =
                key.logarithmic == null ? new ExactLookup(recording) : new NearestLookup(recording, key.logarithmic);
        lookups.put(key, made);
        return made;
    }

    private Table table(String csv) throws TrainingException {
        Table known = read.get(csv);
        if (known != null) return known;
        if (csv.isBlank())
            throw new TrainingException(ReplaySchema.CSV, "the path is empty", "write the path of a CSV file");
        try {
            Table table = tables.read(new Source.Csv(csv));
            read.put(csv, table);
            return table;
        } catch (TrainingException refused) {
            // it speaks of data.csv, where networks have the path
            throw new TrainingException(ReplaySchema.CSV, String.valueOf(refused.getMessage()), refused.help());
        }
    }
}
