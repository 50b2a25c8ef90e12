// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.wiring;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sextant.engine.local.LocalStudy;
import dev.sextant.engine.store.Glance;
import dev.sextant.engine.store.PostgresSource;
import dev.sextant.engine.store.StoreException;
import dev.sextant.engine.store.StoreSource;
import dev.sextant.engine.trial.Direction;
import dev.sextant.studies.report.RunLine;
import dev.sextant.studies.report.RunLine.State;
import dev.sextant.studies.tree.Notation;
import dev.sextant.studies.wiring.RefusedException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The runs in a folder, told from what lies in them at a glance: the resolved study, then the report, or where there is
 * none that is up to date a count in the store. Nothing is locked, changed, or read as a whole; what cannot be read is
 * a damaged run, and what is no run is named.
 *
 * @param runs in no order
 * @param others folders that are no runs, by name
 */
public record RunList(List<RunLine> runs, List<String> others) {
    /** Found once: making one costs more than reading a report with it. */
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final JsonFactory FACTORY = MAPPER.getFactory();

    public RunList {
        runs = List.copyOf(runs);
        others = List.copyOf(others);
    }

    /**
     * @param folder one with runs in it, or a run
     * @param typed how a person calls it
     */
    public static RunList of(Path folder, String typed) throws RefusedException {
        Map<String, StoreException> away = new HashMap<>();
        if (new RunDirectory(folder).begun()) return new RunList(List.of(line(folder, away)), List.of());
        List<RunLine> runs = new ArrayList<>();
        List<String> others = new ArrayList<>();
        try (Stream<Path> inside = Files.list(folder)) {
            for (Path path : inside.sorted().toList()) {
                if (!Files.isDirectory(path)) continue;
                if (new RunDirectory(path).begun()) runs.add(line(path, away));
                else others.add(String.valueOf(path.getFileName()));
            }
        } catch (IOException e) {
            if (e instanceof NoSuchFileException)
                throw new RefusedException(
                        Reason.USAGE, "there is no folder " + typed, "Begin a run: sextant run STUDY");
            if (Files.exists(folder) && !Files.isDirectory(folder))
                throw new RefusedException(
                        Reason.USAGE, typed + " is a file", "Name the folder in which the runs are.");
            throw new RefusedException(Reason.USAGE, "cannot read " + typed + ": " + StudySource.reason(e), "");
        }
        return new RunList(runs, others);
    }

    /**
     * One run, whatever lies in its directory.
     *
     * @param away the databases that could not be asked, by address: none is waited for twice
     */
    private static RunLine line(Path path, Map<String, StoreException> away) {
        RunDirectory directory = new RunDirectory(path);
        Path named = path.toAbsolutePath().normalize().getFileName();
        Found found = new Found(directory, named == null ? path.toString() : named.toString());
        try {
            found.study(MAPPER.readTree(Files.readAllBytes(directory.resolved())));
        } catch (IOException | IllegalArgumentException unreadable) {
            return found.damaged("study.resolved.json cannot be read as a study");
        }
        try {
            StoreSource store = RunStore.of(directory);
            if (store instanceof PostgresSource database) return found.line(database, away);
            boolean goesOn = store.inUse();
            if (!goesOn && upToDate(directory) && found.report()) return found.line();
            found.state = goesOn ? State.RUNNING : State.STOPPED;
            found.glance(store.glance(found.direction));
            return found.line();
        } catch (RefusedException | StoreException damaged) {
            return found.damaged(String.valueOf(damaged.getMessage()));
        } catch (IOException unreadable) {
            return found.damaged(StudySource.reason(unreadable));
        }
    }

    /** A run that was stopped, gone on with and killed has a report that is older than its store. */
    private static boolean upToDate(RunDirectory directory) throws IOException {
        if (!Files.exists(directory.report())) return false;
        FileTime reported = Files.getLastModifiedTime(directory.report());
        Path log = directory.store().resolveSibling(directory.store().getFileName() + "-wal");
        for (Path file : List.of(directory.store(), log))
            if (Files.exists(file) && Files.getLastModifiedTime(file).compareTo(reported) > 0)
                return RunReports.finished(directory);
        return true;
    }

    /** What was found so far of one run. */
    private static final class Found {
        private final RunDirectory directory;
        private final String name;
        private State state = State.STOPPED;
        private String study = "";
        private String searcher = "";
        private String metric = "";
        private Direction direction = Direction.MINIMIZE;
        private long ended = -1;
        private long budget = -1;
        private double best = Double.NaN;
        private boolean confirmed;
        private long trial = -1;
        private final Map<String, String> parameters = new LinkedHashMap<>();

        Found(RunDirectory directory, String name) {
            this.directory = directory;
            this.name = name;
        }

        /** @throws IllegalArgumentException where it is no study */
        void study(JsonNode resolved) {
            JsonNode objective = resolved.path("objective");
            JsonNode first = objective.isArray() ? objective.path(0) : objective;
            JsonNode search = resolved.path("search");
            String goal =
                    first.isObject() && !first.isEmpty() ? first.fieldNames().next() : "";
            if (!resolved.path("name").isTextual() || !search.path("trials").isNumber() || goal.isEmpty())
                throw new IllegalArgumentException("no study");
            study = resolved.get("name").textValue();
            metric = first.get(goal).asText();
            direction = goal.equals("maximize") ? Direction.MAXIMIZE : Direction.MINIMIZE;
            budget = search.get("trials").longValue();
            JsonNode named = search.path("searcher");
            searcher = named.isObject() && !named.isEmpty() ? named.fieldNames().next() : named.asText();
        }

        void glance(Glance glance) {
            ended = glance.ended();
            best = glance.best();
            trial = glance.trial();
            // Of a report that broke off.
            confirmed = false;
            parameters.clear();
        }

        /**
         * Whether the report says how the run ended; reads its first trial and its counts, and passes over the rest.
         */
        boolean report() throws IOException {
            String ending = "";
            try (JsonParser report = FACTORY.createParser(directory.report().toFile())) {
                if (report.nextToken() != JsonToken.START_OBJECT) return false;
                for (String key = report.nextFieldName(); key != null; key = report.nextFieldName()) {
                    JsonToken value = report.nextToken();
                    switch (key) {
                        case "ending" -> ending = report.getText();
                        case "trials" -> {
                            if (value == JsonToken.START_ARRAY && report.nextToken() == JsonToken.START_OBJECT)
                                winner(report.readValueAsTree());
                            while (report.currentToken() != JsonToken.END_ARRAY && report.nextToken() != null)
                                report.skipChildren();
                        }
                        case "counts" -> counts(report.readValueAsTree());
                        default -> report.skipChildren();
                    }
                }
            } catch (com.fasterxml.jackson.core.JsonProcessingException damaged) {
                return false;
            }
            for (LocalStudy.Ending known : LocalStudy.Ending.values())
                if (RunReports.word(known).equals(ending)) {
                    state = switch (known) {
                        case FINISHED -> State.FINISHED;
                        case STOPPED -> State.STOPPED;
                        case OUT_OF_TIME -> State.OUT_OF_TIME;
                    };
                    return ended >= 0;
                }
            return false;
        }

        private void winner(JsonNode first) {
            if (!first.path("state").asText().equals("completed")
                    || !first.path("feasible").asBoolean(true)) return;
            trial = first.path("trial").asLong(-1);
            JsonNode mean = first.path("confirmed").path("mean");
            confirmed = mean.isNumber();
            best = (confirmed ? mean : first.path("value")).asDouble(Double.NaN);
            for (Map.Entry<String, JsonNode> parameter :
                    first.path("parameters").properties())
                parameters.put(
                        parameter.getKey(),
                        parameter.getValue().isFloatingPointNumber()
                                ? RunLine.number(parameter.getValue().doubleValue())
                                : parameter.getValue().isTextual()
                                        ? parameter.getValue().textValue()
                                        : parameter.getValue().toString());
        }

        private void counts(JsonNode counts) {
            ended = 0;
            for (String ending : List.of("completed", "pruned", "diverged", "failed"))
                ended += counts.path(ending).asLong();
        }

        RunLine line() {
            return line(state, "");
        }

        /** Others may have gone on with it, whatever its report says; but nobody can once all of it has ended. */
        RunLine line(PostgresSource database, Map<String, StoreException> away) throws IOException, StoreException {
            if (RunReports.finished(directory) && report()) return line();
            String address = database.address().shown();
            StoreException known = away.get(address);
            if (known != null) throw known;
            try {
                glance(database.glance(direction));
            } catch (StoreException failed) {
                if (failed.isExternal()) away.put(address, failed);
                throw failed;
            }
            state = database.inUse() ? State.RUNNING : State.STOPPED;
            return line();
        }

        RunLine damaged(String problem) {
            return line(State.DAMAGED, problem);
        }

        private RunLine line(State state, String problem) {
            return new RunLine(
                    name,
                    begun(),
                    state,
                    study,
                    searcher,
                    ended,
                    budget,
                    metric,
                    best,
                    confirmed,
                    trial,
                    parameters,
                    problem);
        }

        /** The study is written once; the resolved one again when limits change. */
        private Instant begun() {
            for (Path file :
                    List.of(directory.study(Notation.JSON), directory.study(Notation.YAML), directory.resolved()))
                try {
                    if (Files.exists(file))
                        return Files.getLastModifiedTime(file).toInstant();
                } catch (IOException gone) {
                    // Deleted meanwhile: then the other file tells.
                }
            return Instant.EPOCH;
        }
    }
}
