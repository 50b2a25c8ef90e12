// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import dev.sextant.engine.study.SpecDigest;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks a store over from its pages to its trials, also while another process writes it. Changes nothing.
 *
 * <p>Cost: reads every page twice. Threads: confined to one.
 */
public final class StoreCheck {
    /** More faults of one kind are counted, not listed. */
    private static final int LISTED = 20;

    /**
     * What was found.
     *
     * @param facts in the order in which they were looked at
     * @param faults what is not as it should be; none where the store is sound
     * @param trials the trials that can be read, by number, up to the first that cannot
     */
    public record Report(List<String> facts, List<String> faults, List<Trial> trials) {
        public Report {
            facts = List.copyOf(facts);
            faults = List.copyOf(faults);
            trials = List.copyOf(trials);
        }

        public boolean sound() {
            return faults.isEmpty();
        }
    }

    private interface Step {
        void look() throws SQLException, StoreException;
    }

    private final String place;
    private final StudySpec spec;
    private final List<String> facts = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private final List<Trial> trials = new ArrayList<>();

    private StoreCheck(String place, StudySpec spec) {
        this.place = place;
        this.spec = spec;
    }

    /** @param spec the study that the store should hold */
    public static Report of(Path file, StudySpec spec) throws StoreException {
        if (!Files.isRegularFile(file)) throw new StoreException("there is no store at " + file, null);
        StoreCheck check = new StoreCheck(file.toString(), spec);
        check.sizes(file);
        check.facts.add("writer: " + StoreLock.holder(file));
        check.step("the file", () -> {
            try (SqliteFile opened = SqliteFile.look(file)) {
                check.look(opened.connection(), opened.version(), true);
            }
        });
        return check.report();
    }

    /** @param spec the study that the database should hold under this name */
    public static Report of(PostgresSource source, StudySpec spec) throws StoreException {
        StoreCheck check = new StoreCheck(source.shown(), spec);
        Leadership leads = source.leadership();
        check.facts.add("writer: "
                + (leads == null
                        ? "none"
                        : leads.lives()
                                ? leads.holder() + ", which leads it"
                                : "none: the last was " + leads.holder()));
        try (Connection connection = PostgresLink.read(source.address())) {
            int version = source.turn(connection);
            check.step("the tables", () -> check.look(connection, version, false));
        } catch (SQLException failed) {
            throw PostgresWords.failure(source.address(), "cannot read " + source.shown(), failed);
        }
        return check.report();
    }

    private Report report() {
        return new Report(facts, faults, trials);
    }

    private void sizes(Path path) {
        try {
            Path log = SqliteFile.log(path);
            facts.add("file: %d bytes%s"
                    .formatted(
                            Files.size(path),
                            Files.exists(log) && Files.size(log) > 0
                                    ? ", and %d in its log".formatted(Files.size(log))
                                    : ""));
        } catch (IOException unreadable) {
            faults.add("the file cannot be looked at: " + Words.of(unreadable));
        }
    }

    /** What stops one step is a fault, and the next goes on. */
    private void step(String what, Step step) {
        try {
            step.look();
        } catch (StoreException words) {
            faults.add(String.valueOf(words.getMessage()));
        } catch (SQLException failed) {
            faults.add("%s cannot be read: %s".formatted(what, Words.of(failed)));
        }
    }

    /** @param file whether it is one, which can be damaged below its tables */
    private void look(Connection connection, int version, boolean file) throws SQLException {
        if (version == 0) {
            facts.add("schema: none yet: the run was only about to begin");
            return;
        }
        facts.add("schema: version %d%s"
                .formatted(version, version < Schema.VERSION ? ", brought up to date by the next resume" : ""));
        step("the study's name", () -> study(connection));
        if (file) step("the pages", () -> pages(connection));
        if (file) step("the references", () -> references(connection));
        else step("the size", () -> size(connection));
        step("the trials", () -> trials(connection, version));
        step("the values", () -> values(connection));
        step("the attempts", () -> attempts(connection));
    }

    private void study(Connection connection) throws SQLException {
        List<String> digest = texts(connection, "SELECT value FROM meta WHERE key = '" + StudyRows.SPEC_DIGEST + "'");
        if (digest.equals(List.of(SpecDigest.of(spec)))) facts.add("study: " + spec.name());
        else faults.add("it holds another study than %s: its settings differ".formatted(spec.name()));
    }

    private void pages(Connection connection) throws SQLException {
        List<String> found = texts(connection, "PRAGMA integrity_check(" + LISTED + ")");
        if (found.equals(List.of("ok"))) facts.add("pages: sound");
        else for (String line : found) faults.add("pages: " + line.strip().replace('\n', ' '));
    }

    private void size(Connection connection) throws SQLException {
        facts.add("size: %s bytes, indexes too"
                .formatted(texts(
                                connection,
                                "SELECT coalesce(sum(pg_total_relation_size(oid)), 0) FROM pg_class"
                                        + " WHERE relkind = 'r' AND relnamespace = to_regnamespace(current_schema())")
                        .getFirst()));
    }

    private void references(Connection connection) throws SQLException {
        List<String> lost = texts(
                connection,
                "SELECT \"table\" || coalesce(' row ' || rowid, '') || ' refers to a missing ' || parent"
                        + " FROM pragma_foreign_key_check LIMIT " + LISTED);
        if (lost.isEmpty()) facts.add("references: sound");
        for (String line : lost) faults.add("references: " + line);
    }

    private void trials(Connection connection, int version) throws SQLException, StoreException {
        TrialReader reader = new TrialReader(place, spec.space());
        long[] counts = new long[4]; // search, confirmation, test, ended
        long expected = 0;
        long without = 0;
        long broken = 0;
        try (TrialCursor rows = new TrialCursor(connection, version)) {
            for (; rows.next(); expected++) {
                TrialRow row = rows.trial();
                OutcomeRow outcome = rows.outcome();
                if (row.number() != expected) {
                    faults.add("trials: trial %d stands where trial %d belongs".formatted(row.number(), expected));
                    expected = row.number();
                }
                if (row.digest() == null || (outcome != null && outcome.digest() == null)) without++;
                try {
                    Trial trial = reader.trial(row, outcome);
                    if (broken == 0) trials.add(trial);
                    counts[
                            switch (trial.role()) {
                                case Role.Search _ -> 0;
                                case Role.Confirmation _ -> 1;
                                case Role.Test _ -> 2;
                            }]++;
                    if (outcome != null) counts[3]++;
                } catch (StoreException words) {
                    if (broken++ < LISTED) faults.add("trials: " + words.getMessage());
                }
            }
        }
        if (broken > LISTED) faults.add("trials: and %d more".formatted(broken - LISTED));
        if (version >= Schema.DIGESTS && without > 0) faults.add("trials: %d rows have no checksum".formatted(without));
        facts.add("trials: %d of the search, %d confirmations, %d tests; %d ended"
                .formatted(counts[0], counts[1], counts[2], counts[3]));
        if (broken == 0 && without == 0) facts.add("checksums: every row is as it was written");
        else if (version < Schema.DIGESTS) facts.add("checksums: files of version %d have none".formatted(version));
    }

    /** What people and other programs see must be what counts. */
    private void values(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT trial, bits, value FROM outcome")) {
            while (rows.next()) {
                @Nullable Double shown = OutcomeRow.shown(Columns.number(rows, 2));
                double value = rows.getDouble(3);
                boolean none = rows.wasNull();
                if (shown == null ? !none : none || shown != value)
                    faults.add("values: trial %d shows %s, but its bits say %s"
                            .formatted(rows.getLong(1), none ? "nothing" : value, shown));
            }
        }
    }

    /** The attempts at each trial are numbered from 1 in the order of their fences. */
    private void attempts(Connection connection) throws SQLException {
        int[] last = new int[trials.size()];
        long count = 0;
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT trial, number FROM attempt ORDER BY fence")) {
            for (; rows.next(); count++) {
                long trial = rows.getLong(1);
                if (trial < 0 || trial >= last.length) continue;
                int at = Math.toIntExact(trial);
                if (rows.getInt(2) != ++last[at])
                    faults.add("attempts: attempt %d at trial %d stands where attempt %d belongs"
                            .formatted(rows.getInt(2), trial, last[at]));
                last[at] = rows.getInt(2);
            }
        }
        facts.add("attempts: %d%s"
                .formatted(
                        count, Arrays.stream(last).anyMatch(number -> number > 1) ? ", some at one trial again" : ""));
    }

    private static List<String> texts(Connection connection, String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) texts.add(rows.getString(1));
        }
        return texts;
    }
}
