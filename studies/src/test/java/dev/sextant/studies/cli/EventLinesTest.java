// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Scale;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.space.Value;
import dev.sextant.engine.study.StudyEvent;
import dev.sextant.engine.study.StudyEvent.Phase;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Note;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.StoppingPlan;
import dev.sextant.engine.trial.Trial;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class EventLinesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path DOCUMENT = Path.of("docs", "events.md");
    private static final Space SPACE = Space.of(
            List.of(new Parameter("learningRate", new Domain.Range(1e-4, 1, Scale.LOG), new Value.Real(0.01))));

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private long now;
    private final PrintStream stream = new PrintStream(out, false, StandardCharsets.UTF_8);
    private final EventLines lines = new EventLines(stream, SPACE, () -> now);

    private static Trial trial(long number, Role role) {
        Configuration configuration = new Configuration(Map.of("learningRate", new Value.Real(0.1)));
        return new Trial(number, role, configuration, Note.EMPTY, StoppingPlan.NONE, "", null);
    }

    private static LearningCurve curve(double... values) {
        return new LearningCurve(values);
    }

    private List<JsonNode> written() throws IOException {
        List<JsonNode> written = new ArrayList<>();
        for (String line : out.toString(StandardCharsets.UTF_8).lines().toList()) written.add(JSON.readTree(line));
        return written;
    }

    private void everything() {
        EventLines.standby(stream, "anna's machine", Instant.EPOCH);
        lines.run("digits", "runs/digits-1", 4);
        lines.accept(new StudyEvent.Started(List.of(), 60));
        lines.accept(new StudyEvent.PhaseStarted(Phase.SEARCH, 60));
        List<Outcome> outcomes = List.of(
                new Outcome.Completed(0.25, 2, Map.of("accuracy", 0.9), curve(0.5, 0.25)),
                new Outcome.Pruned(0.5, 1, curve(0.5)),
                new Outcome.Diverged(curve(Double.NaN)),
                new Outcome.Failed("the disk is full"));
        for (int i = 0; i < outcomes.size(); i++) {
            Trial trial = trial(i, Role.SEARCH);
            lines.accept(new StudyEvent.TrialStarted(trial));
            lines.accept(new StudyEvent.EpochEnded(i, 1, 0.5));
            lines.accept(new StudyEvent.TrialEnded(trial.ended(outcomes.get(i))));
        }
        lines.accept(new StudyEvent.SearchEnded(4, "2 trials in a row brought nothing better"));
        for (Role role : List.of(new Role.Confirmation(0, 1), new Role.Test(0))) {
            lines.accept(new StudyEvent.PhaseStarted(role instanceof Role.Test ? Phase.TEST : Phase.CONFIRMATION, 1));
            lines.accept(new StudyEvent.TrialStarted(trial(9, role)));
            lines.accept(new StudyEvent.TrialEnded(trial(9, role).ended(outcomes.getFirst())));
        }
        lines.accept(new StudyEvent.OutOfTime(Duration.ofHours(1)));
        lines.accept(new StudyEvent.Alarm("trial 4 gave two results"));
        lines.finished("FINISHED", 0, "runs/digits-1", Requirement.json(List.of()), "{\n  \"study\": \"digits\"\n}");
    }

    /** One field of the document: where it is, and empty where it always is. */
    private static Map<String, Map<String, String>> documented() throws IOException {
        Map<String, Map<String, String>> events = new TreeMap<>();
        Map<String, String> fields = new TreeMap<>();
        Pattern row = Pattern.compile("\\| `(\\w+)` \\| ([^|]*)\\|.*\\|");
        for (String line : Files.readAllLines(DOCUMENT, StandardCharsets.UTF_8)) {
            if (line.startsWith("### ")) {
                fields = new TreeMap<>();
                events.put(line.substring(4), fields);
            }
            Matcher matcher = row.matcher(line);
            if (matcher.matches()) fields.put(matcher.group(1), matcher.group(2).strip());
        }
        return events;
    }

    @Test
    void everyFieldThatIsWrittenIsDocumentedAndEveryOneDocumentedIsWritten() throws IOException {
        everything();
        Map<String, Map<String, String>> documented = documented();
        Map<String, Set<String>> seen = new TreeMap<>();
        for (JsonNode line : written()) {
            String event = line.get("event").textValue();
            assertEquals(EventLines.FORMAT, line.get("format").intValue());
            Set<String> fields = new TreeSet<>();
            line.fieldNames().forEachRemaining(fields::add);
            fields.removeAll(Set.of("format", "event"));
            seen.computeIfAbsent(event, _ -> new TreeSet<>()).addAll(fields);
            Map<String, String> all = documented.getOrDefault(event, Map.of());
            String kind = line.path("state").asText() + " " + line.path("role").asText();
            all.forEach((field, where) -> {
                boolean expected = where.isEmpty()
                        || List.of(where.split(", ", -1)).stream().anyMatch(kind::contains);
                assertEquals(expected, fields.contains(field), field + " of " + line);
            });
        }
        Map<String, Set<String>> written = new TreeMap<>();
        documented.forEach((event, fields) -> written.put(event, new TreeSet<>(fields.keySet())));
        assertEquals(written, seen);
    }

    @Test
    void everyEventTypeIsAmongThem() throws IOException {
        everything();
        Set<String> seen = new TreeSet<>();
        for (JsonNode line : written()) seen.add(line.get("event").textValue());
        // Each type of event is one name; the run's own first and last line and a standby's are no study events.
        assertEquals(StudyEvent.class.getPermittedSubclasses().length + 3, seen.size(), seen.toString());
        assertEquals("standby", written().getFirst().get("event").textValue());
        assertEquals("run", written().get(1).get("event").textValue());
        assertEquals("finished", written().getLast().get("event").textValue());
    }

    @Test
    void quickEpochsAreLeftOutButNeverTheLastOfATrial() throws IOException {
        double[] curve = new double[1000];
        lines.accept(new StudyEvent.TrialStarted(trial(7, Role.SEARCH)));
        for (int epoch = 1; epoch <= 999; epoch++) {
            curve[epoch - 1] = 1.0 / epoch;
            now += 1_000_000;
            lines.accept(new StudyEvent.EpochEnded(7, epoch, curve[epoch - 1]));
        }
        curve[999] = 0.001;
        lines.accept(new StudyEvent.TrialEnded(
                trial(7, Role.SEARCH).ended(new Outcome.Completed(0.001, 1000, Map.of(), curve(curve)))));
        List<Integer> epochs = new ArrayList<>();
        for (JsonNode line : written())
            if (line.get("event").textValue().equals("epoch"))
                epochs.add(line.get("epoch").intValue());
        assertEquals(List.of(1, 101, 201, 301, 401, 501, 601, 701, 801, 901, 1000), epochs);
        List<JsonNode> all = written();
        assertEquals("epoch", all.get(all.size() - 2).get("event").textValue());
        assertEquals(0.001, all.get(all.size() - 2).get("value").doubleValue());
    }

    @Test
    void theLastEpochIsNotWrittenTwice() throws IOException {
        lines.accept(new StudyEvent.EpochEnded(7, 1, 0.5));
        lines.accept(new StudyEvent.TrialEnded(
                trial(7, Role.SEARCH).ended(new Outcome.Completed(0.5, 1, Map.of(), curve(0.5)))));
        assertEquals(2, written().size());
    }

    @Test
    void numbersThatAreNotFiniteAreNull() throws IOException {
        lines.accept(new StudyEvent.EpochEnded(7, 1, Double.NaN));
        assertTrue(written().getFirst().get("value").isNull());
    }

    @Test
    void everyLineIsWrittenOutAtOnceAndAReaderThatHasGoneIsNoticed() {
        boolean[] open = {true};
        List<Integer> sizes = new ArrayList<>();
        EventLines broken = new EventLines(
                new PrintStream(
                        new OutputStream() {
                            @Override
                            public void write(int octet) throws IOException {
                                write(new byte[] {(byte) octet}, 0, 1);
                            }

                            @Override
                            public void write(byte[] octets, int offset, int length) throws IOException {
                                if (!open[0]) throw new IOException("Broken pipe");
                                sizes.add(length);
                            }
                        },
                        false,
                        StandardCharsets.UTF_8),
                SPACE,
                () -> 0);
        broken.run("digits", "runs/digits-1", 4);
        assertFalse(sizes.isEmpty());
        assertFalse(broken.unread());
        open[0] = false;
        broken.accept(new StudyEvent.Alarm("nobody hears it"));
        assertTrue(broken.unread());
        broken.accept(new StudyEvent.Alarm("nor this"));
    }
}
