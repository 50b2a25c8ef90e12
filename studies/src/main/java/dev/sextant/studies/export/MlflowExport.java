// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.space.Value;
import dev.sextant.engine.study.SpecDigest;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run in MLflow, as its users keep searches: a parent run for the study with its settings and its ranking, and below
 * it a run for each trial that has ended, with parameters, the curve by epoch and, under {@code best/}, the metrics of
 * the best epoch. A number that is not finite is left out; how a trial ended stands in the tag {@code sextant.state}.
 *
 * <p>Every run there bears in {@code sextant.run} which run here it belongs to (the study's digest, and when its first
 * trial began) and in {@code sextant.trial} which trial it is. What is there whole already is not sent again; what was
 * begun and cut short is deleted and sent anew. So an export may be repeated, while a run goes on or after it broke.
 */
public final class MlflowExport {
    /**
     * What came of it.
     *
     * @param page where MLflow shows the experiment
     * @param sent trials that were sent now
     * @param there trials that were there before
     */
    public record Sent(String page, int sent, int there) {}

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String RUN = "sextant.run";
    private static final String TRIAL = "sextant.trial";

    /** Set last, so that what lacks it was cut short; of a study, how many trials its figures are from. */
    private static final String WHOLE = "sextant.exported";

    /** Stands for the study where trials have their numbers. */
    private static final String STUDY = "study";

    private static final int PAGE = 1000;

    private final MlflowServer server;
    private final ExportedRun run;
    private final StudySpec spec;
    private final String id;
    private final String experiment;

    private MlflowExport(MlflowServer server, ExportedRun run, Instant began, String name)
            throws ExportException, InterruptedException {
        this.server = server;
        this.run = run;
        this.spec = run.spec();
        this.id = SpecDigest.of(spec).substring(0, 16) + "-" + began.toEpochMilli();
        this.experiment = experiment(name);
    }

    /**
     * Sends what is not there yet.
     *
     * @param experiment its name, made where there is none
     * @param name how the study's run is called there
     * @param ranking the ranking in Markdown, which MLflow shows as the run's description
     * @param finished whether nothing more will come
     */
    public static Sent write(
            ExportedRun run, MlflowAddress address, String experiment, String name, String ranking, boolean finished)
            throws ExportException, InterruptedException {
        return write(run, address, experiment, name, ranking, finished, MlflowServer.Patience.USUAL);
    }

    static Sent write(
            ExportedRun run,
            MlflowAddress address,
            String experiment,
            String name,
            String ranking,
            boolean finished,
            MlflowServer.Patience patience)
            throws ExportException, InterruptedException {
        Instant began = run.began();
        if (began == null)
            throw new ExportException("the run has no trial yet", "Export it again when its first trial has ended.");
        try (MlflowServer server = new MlflowServer(address, patience)) {
            MlflowExport export = new MlflowExport(server, run, began, experiment);
            return export.all(address, name, ranking, finished);
        }
    }

    private Sent all(MlflowAddress address, String name, String ranking, boolean finished)
            throws ExportException, InterruptedException {
        Map<String, JsonNode> there = search("");
        JsonNode study = there.get(STUDY);
        String parent = study != null ? id(study) : create(STUDY, name, run.began(), null);
        int sent = 0;
        int before = 0;
        for (TrialFacts trial : run.facts()) {
            if (!trial.over()) continue;
            JsonNode found = there.get(Long.toString(trial.number()));
            if (found != null && !tag(found, WHOLE).isEmpty()) {
                before++;
                continue;
            }
            if (found != null) server.post("runs/delete", JSON.objectNode().put("run_id", id(found)));
            send(trial, parent);
            sent++;
        }
        String state = (sent + before) + (finished ? "" : " so far");
        if (study == null || !tag(study, WHOLE).equals(state)) study(parent, ranking, finished, state);
        return new Sent(address + "/#/experiments/" + experiment, sent, before);
    }

    private void study(String parent, String ranking, boolean finished, String state)
            throws ExportException, InterruptedException {
        MlflowBatches batches = new MlflowBatches();
        batches.parameter("searcher", spec.searcher().name());
        batches.parameter(
                "pruner", spec.pruner() == null ? "none" : spec.pruner().name());
        batches.parameter("trainer", spec.trainerType());
        batches.parameter("seed", Long.toString(spec.seed()));
        batches.parameter("trials", Long.toString(spec.trials()));
        for (Objective objective : spec.goals().objectives())
            batches.parameter(objective.direction().name().toLowerCase(Locale.ROOT), objective.metric());
        batches.tag("mlflow.note.content", ranking);
        batches.tag("sextant.digest", SpecDigest.of(spec));
        log(parent, batches);
        Instant ended = run.ended();
        close(parent, finished ? "FINISHED" : "RUNNING", finished ? ended : null);
        whole(parent, state);
    }

    private void send(TrialFacts trial, String parent) throws ExportException, InterruptedException {
        ExportedRun.Times times = run.times().get(trial.number());
        Instant began = times == null ? run.began() : times.began();
        Instant ended = times == null || times.ended() == null ? began : times.ended();
        String there = create(
                Long.toString(trial.number()),
                (trial.search() ? "trial" : trial.role()) + " " + trial.number(),
                began,
                parent);
        log(there, batches(trial, millis(began), millis(ended)));
        boolean well = trial.trial().outcome() instanceof Outcome.Completed
                || trial.trial().outcome() instanceof Outcome.Pruned;
        close(there, well ? "FINISHED" : "FAILED", ended);
        whole(there, "true");
    }

    private MlflowBatches batches(TrialFacts trial, long began, long ended) {
        MlflowBatches batches = new MlflowBatches();
        trial.trial().configuration().values().forEach((path, value) -> {
            String text = value instanceof Value.Chosen chosen ? chosen.label() : value.text();
            batches.parameter(spec.space().shortName(path), text);
        });
        String objective = spec.goals().first().metric();
        LearningCurve curve = trial.curve();
        for (int epoch = 1; epoch <= curve.epochs(); epoch++) {
            batches.metric("", objective, curve.at(epoch), began, epoch);
            for (String reading : curve.readings().names())
                batches.metric("readings/", reading, curve.readings().at(reading, epoch), began, epoch);
        }
        batches.metric("best/", objective, trial.value(), ended, trial.bestEpoch());
        trial.metrics().forEach((name, value) -> {
            if (!name.equals(objective)) batches.metric("best/", name, value, ended, trial.bestEpoch());
        });
        batches.tag("sextant.role", trial.role());
        batches.tag("sextant.state", trial.state());
        if (!trial.search()) batches.tag("sextant.of", Long.toString(trial.of()));
        if (trial.replicate() > 0) batches.tag("sextant.replicate", Integer.toString(trial.replicate()));
        if (trial.control()) batches.tag("sextant.control", "true");
        if (!trial.message().isEmpty()) batches.tag("sextant.message", trial.message());
        return batches;
    }

    private void log(String there, MlflowBatches batches) throws ExportException, InterruptedException {
        for (ObjectNode request : batches.requests(there)) server.post("runs/log-batch", request);
    }

    private void close(String there, String status, @Nullable Instant ended)
            throws ExportException, InterruptedException {
        ObjectNode update = JSON.objectNode().put("run_id", there).put("status", status);
        if (ended != null) update.put("end_time", millis(ended));
        server.post("runs/update", update);
    }

    private void whole(String there, String value) throws ExportException, InterruptedException {
        ObjectNode tag = JSON.objectNode().put("run_id", there);
        tag.setAll(MlflowBatches.tagged(WHOLE, value));
        server.post("runs/set-tag", tag);
    }

    /** @param parent null for the study's own run */
    private String create(String trial, String name, @Nullable Instant began, @Nullable String parent)
            throws ExportException, InterruptedException {
        ObjectNode request = JSON.objectNode().put("experiment_id", experiment);
        request.put("start_time", millis(began)).put("run_name", name);
        ArrayNode tags = request.putArray("tags");
        tags.add(MlflowBatches.tagged(RUN, id)).add(MlflowBatches.tagged(TRIAL, trial));
        tags.add(MlflowBatches.tagged("mlflow.runName", name))
                .add(MlflowBatches.tagged("mlflow.source.name", "sextant"));
        if (parent != null) tags.add(MlflowBatches.tagged("mlflow.parentRunId", parent));
        JsonNode made = server.make("runs/create", request, () -> {
            JsonNode found = search(" AND tags." + TRIAL + " = '" + trial + "'").get(trial);
            return found == null ? null : JSON.objectNode().set("run", found);
        });
        return id(made.path("run"));
    }

    /** The runs there of the run here, by trial. */
    private Map<String, JsonNode> search(String further) throws ExportException, InterruptedException {
        Map<String, JsonNode> found = new HashMap<>();
        String page = "";
        do {
            ObjectNode request = JSON.objectNode();
            request.putArray("experiment_ids").add(experiment);
            request.put("filter", "tags." + RUN + " = '" + id + "'" + further)
                    .put("run_view_type", "ACTIVE_ONLY")
                    .put("max_results", PAGE);
            if (!page.isEmpty()) request.put("page_token", page);
            JsonNode answer = server.post("runs/search", request);
            for (JsonNode one : answer.path("runs")) found.put(tag(one, TRIAL), one);
            page = answer.path("next_page_token").asText("");
        } while (!page.isEmpty());
        return found;
    }

    private String experiment(String name) throws ExportException, InterruptedException {
        String path = "experiments/get-by-name?experiment_name=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
        MlflowServer.Answer found = server.get(path);
        if (!found.well() && found.code().equals("RESOURCE_DOES_NOT_EXIST")) {
            MlflowServer.Answer made =
                    server.ask("experiments/create", JSON.objectNode().put("name", name), null);
            // Another may have made it meanwhile, or this did, and the answer was lost.
            if (made.well()) return made.body().path("experiment_id").asText();
            if (made.code().equals("RESOURCE_ALREADY_EXISTS")) found = server.get(path);
            else throw refused(name, made);
        }
        if (!found.well()) throw refused(name, found);
        JsonNode there = found.body().path("experiment");
        if (there.path("lifecycle_stage").asText("active").equals("deleted"))
            throw new ExportException(
                    "the experiment " + name + " was deleted in MLflow, which keeps its name",
                    "Restore it there, or name another with --experiment.");
        return there.path("experiment_id").asText();
    }

    private static ExportException refused(String name, MlflowServer.Answer answer) {
        return new ExportException(
                "MLflow gives no experiment " + name + ": " + answer.code()
                        + (answer.message().isEmpty() ? "" : ": " + answer.message()),
                "Name another with --experiment, or another server with --url.");
    }

    private static String id(JsonNode there) {
        return there.at("/info/run_id").asText();
    }

    private static String tag(JsonNode there, String key) {
        for (JsonNode tag : there.at("/data/tags"))
            if (tag.path("key").asText().equals(key)) return tag.path("value").asText();
        return "";
    }

    private static long millis(@Nullable Instant time) {
        return time == null ? 0 : time.toEpochMilli();
    }
}
