// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.export;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Value;
import dev.sextant.engine.store.OptunaDistribution;
import dev.sextant.engine.study.SpecDigest;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.trial.Constraint;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run as a journal of Optuna's: the file that its JournalFileStorage (3.1 and on, later JournalFileBackend) reads and
 * writes. One JSON object a line: the study is created, then each of its search trials with all that is known of it, so
 * that a trial's number there is its number here. Confirmations and the test stand as attributes of the trial that they
 * repeat, because Optuna looks for the best among trials; the views of a run's SQLite file show the same.
 *
 * <p>A trial that diverged, or did not tell every objective, is one that failed there; one that has not ended runs, or
 * waits, so that a study that is gone on with in Optuna takes it up. Times are the run's own, in UTC: they are all that
 * differs between two runs of a study. Numbers that are not finite stand as Python writes them: NaN, Infinity.
 */
public final class OptunaJournal {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static final ObjectMapper MAPPER =
            JsonMapper.builder().disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS).build();

    /** Without an offset: Optuna before 4 would take that literally, and cannot compare it with its own times. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

    /** What Optuna calls its operations, from its JournalOperation. */
    private static final int CREATE_STUDY = 0;

    private static final int SET_STUDY_USER_ATTRIBUTE = 2;
    private static final int SET_STUDY_SYSTEM_ATTRIBUTE = 3;
    private static final int CREATE_TRIAL = 4;

    /** Its StudyDirection. */
    private static final int MINIMIZE = 1;

    private static final int MAXIMIZE = 2;

    /** Its TrialState. */
    private enum State {
        RUNNING(0),
        COMPLETE(1),
        PRUNED(2),
        FAIL(3),
        WAITING(4);

        private final int code;

        State(int code) {
            this.code = code;
        }
    }

    private final ExportedRun run;
    private final StudySpec spec;
    private final Map<Long, ArrayNode> confirmations = new HashMap<>();
    private final Map<Long, ObjectNode> tests = new HashMap<>();
    private final Map<String, String> distributions = new HashMap<>();

    private OptunaJournal(ExportedRun run) {
        this.run = run;
        this.spec = run.spec();
        for (Parameter parameter : spec.space().parameters())
            distributions.put(
                    parameter.path(), OptunaDistribution.of(parameter.domain()).toString());
        for (TrialFacts trial : run.facts()) {
            if (trial.search() || !trial.over()) continue;
            if (trial.replicate() > 0) {
                ArrayNode values = confirmations.computeIfAbsent(trial.of(), _ -> JSON.arrayNode());
                if (Double.isFinite(trial.value())) values.add(trial.value());
                else values.addNull();
            } else {
                ObjectNode told = tests.computeIfAbsent(trial.of(), _ -> JSON.objectNode());
                trial.metrics().forEach(told::put);
            }
        }
    }

    /** Writes line by line. */
    public static void write(ExportedRun run, Appendable out) throws IOException {
        OptunaJournal journal = new OptunaJournal(run);
        ObjectNode created =
                operation(CREATE_STUDY).put("study_name", run.spec().name());
        ArrayNode directions = created.putArray("directions");
        List<Objective> objectives = run.spec().goals().objectives();
        for (Objective objective : objectives)
            directions.add(objective.direction() == Direction.MINIMIZE ? MINIMIZE : MAXIMIZE);
        line(created, out);
        if (objectives.size() > 1) {
            ArrayNode names = JSON.arrayNode();
            for (Objective objective : objectives) names.add(objective.metric());
            ObjectNode set = operation(SET_STUDY_SYSTEM_ATTRIBUTE).put("study_id", 0);
            set.putObject("system_attr").set("study:metric_names", names);
            line(set, out);
        }
        ObjectNode facts = JSON.objectNode()
                .put("digest", SpecDigest.of(run.spec()))
                .put("seed", run.spec().seed())
                .put("searcher", run.spec().searcher().name());
        for (var fact : facts.properties()) {
            ObjectNode set = operation(SET_STUDY_USER_ATTRIBUTE).put("study_id", 0);
            set.putObject("user_attr").set(fact.getKey(), fact.getValue());
            line(set, out);
        }
        for (TrialFacts trial : run.facts()) if (trial.search()) line(journal.created(trial), out);
    }

    private static ObjectNode operation(int code) {
        return JSON.objectNode().put("op_code", code).put("worker_id", "sextant");
    }

    private static void line(ObjectNode operation, Appendable out) throws IOException {
        out.append(MAPPER.writeValueAsString(operation)).append('\n');
    }

    private ObjectNode created(TrialFacts trial) {
        ObjectNode json = operation(CREATE_TRIAL).put("study_id", 0);
        ExportedRun.Times times = run.times().get(trial.number());
        State state = state(trial, times);
        json.put("state", state.code);
        values(json, trial, state);
        // The first must be there, the second must not where there is none.
        if (times == null) json.putNull("datetime_start");
        else {
            json.put("datetime_start", text(times.began()));
            Instant ended = times.ended();
            if (ended != null) json.put("datetime_complete", text(ended));
        }
        ObjectNode domains = json.putObject("distributions");
        ObjectNode internal = json.putObject("params");
        trial.trial().configuration().values().forEach((path, value) -> {
            String name = spec.space().shortName(path);
            domains.put(name, distributions.get(path));
            switch (value) {
                case Value.Real real -> internal.put(name, real.number());
                case Value.Whole whole -> internal.put(name, whole.number());
                case Value.Chosen chosen -> internal.put(name, chosen.index());
            }
        });
        json.set("user_attrs", attributes(trial));
        json.set("system_attrs", constraints(trial, state));
        ObjectNode curve = json.putObject("intermediate_values");
        for (int epoch = 1; epoch <= trial.curve().epochs(); epoch++)
            curve.put(Integer.toString(epoch), trial.curve().at(epoch));
        return json;
    }

    private State state(TrialFacts trial, ExportedRun.@Nullable Times times) {
        return switch (trial.trial().outcome()) {
            case Outcome.Completed completed -> spec.goals().told(completed) ? State.COMPLETE : State.FAIL;
            case Outcome.Pruned _ -> State.PRUNED;
            case Outcome.Diverged _, Outcome.Failed _ -> State.FAIL;
            case null -> times == null ? State.WAITING : State.RUNNING;
        };
    }

    /** Optuna takes one value, or several, and no null. */
    private void values(ObjectNode json, TrialFacts trial, State state) {
        if (!spec.goals().several()) {
            if (state == State.COMPLETE || (state == State.PRUNED && Double.isFinite(trial.value())))
                json.put("value", trial.value());
        } else if (state == State.COMPLETE && trial.trial().outcome() instanceof Outcome.Completed completed) {
            ArrayNode values = json.putArray("values");
            for (Objective objective : spec.goals().objectives())
                values.add(spec.goals().metric(completed, objective.metric()));
        }
    }

    private ObjectNode attributes(TrialFacts trial) {
        ObjectNode json = JSON.objectNode();
        if (!trial.message().isEmpty()) json.put("message", trial.message());
        if (trial.trial().outcome() instanceof Outcome.Diverged) json.put("outcome", "diverged");
        if (trial.bestEpoch() > 0) json.put("bestEpoch", trial.bestEpoch());
        if (trial.control()) json.put("control", true);
        ArrayNode again = confirmations.get(trial.number());
        if (again != null) json.set("confirmations", again);
        ObjectNode test = tests.get(trial.number());
        if (test != null) json.set("test", test);
        trial.metrics().forEach((name, value) -> json.put("metrics." + name, value));
        ObjectNode note = trial.trial().note().content();
        if (!note.isEmpty()) json.set("note", note);
        return json;
    }

    /** What Optuna calls so: at most 0 where they are kept. */
    private ObjectNode constraints(TrialFacts trial, State state) {
        ObjectNode json = JSON.objectNode();
        if (state != State.COMPLETE
                || spec.goals().constraints().isEmpty()
                || !(trial.trial().outcome() instanceof Outcome.Completed completed)) return json;
        ArrayNode excesses = json.putArray("constraints");
        for (Constraint constraint : spec.goals().constraints()) {
            double excess = constraint.excess(spec.goals().metric(completed, constraint.metric()));
            excesses.add(Double.isNaN(excess) ? Double.MAX_VALUE : excess);
        }
        return json;
    }

    private static String text(Instant time) {
        return TIME.format(time.truncatedTo(ChronoUnit.MICROS));
    }
}
