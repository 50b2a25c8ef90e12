// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.page;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import dev.sextant.engine.ranking.Front;
import dev.sextant.engine.ranking.RankedTrial;
import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.spi.Proposal;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.Trial;
import dev.sextant.studies.report.Findings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A page's data: one JSON object, from which scripts draw what stands in no table. Its keys are always there and in one
 * order; what is not known is null or empty. A function of the page alone, so that it is byte for byte the same however
 * the study was run.
 *
 * <p>Size: bounded but for {@code allTrials}, which has a row a trial: of more than {@link TrialData#MOST} trials and
 * {@link CurveData#MOST} curves a sample is drawn.
 */
public final class PageData {
    /** Rises when a script that reads an older one would err. */
    static final int FORMAT = 1;

    /** So many trials stand in a page's markup; scripts page through the others. */
    public static final int ROWS = 1_000;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private PageData() {}

    /**
     * As it goes over HTTP: with the tables.
     *
     * @param actions what may be done to the run
     * @param timeline how its trials followed each other
     */
    public static ObjectNode tree(Page page, List<String> actions, Timeline timeline) {
        try (TokenBuffer buffer = new TokenBuffer(MAPPER, false)) {
            Findings findings = Findings.of(page.ranking(), ROWS);
            Fields out = new Fields(buffer);
            buffer.writeStartObject();
            fields(out, page, findings);
            TableData.tables(out, findings.tables());
            out.texts("actions", actions);
            buffer.writeFieldName("timeline");
            timeline.write(buffer);
            buffer.writeEndObject();
            return MAPPER.readTree(buffer.asParser());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** As it stands in a report, whose tables are markup. */
    static void write(Page page, Findings findings, JsonGenerator json) throws IOException {
        json.writeStartObject();
        fields(new Fields(json), page, findings);
        json.writeEndObject();
    }

    private static void fields(Fields out, Page page, Findings findings) throws IOException {
        Ranking ranking = page.ranking();
        List<String> schedules = SpaceData.schedules(ranking);
        head(out, page, findings);
        goals(out, ranking, findings);
        new SpaceData(ranking.template()).write(out);
        out.texts("schedules", schedules);
        new TrialData(ranking, schedules).write(out);
        if (findings.everyTrial() != null) TableData.allTrials(out, findings.everyTrial());
        CurveData.write(out, ranking);
        ModelData model = new ModelData(ranking, findings);
        model.response(out);
        RateCells.of(ranking, schedules).write(out);
        model.matrix(out);
        ForestData.write(out, ranking);
        model.importance(out);
        model.slices(out);
        model.expectedBest(out);
        gain(out, page.trials());
        front(out, ranking);
        model.health(out);
    }

    private static void head(Fields out, Page page, Findings findings) throws IOException {
        JsonGenerator json = out.json();
        json.writeNumberField("format", FORMAT);
        out.text("study", Findings.plain(page.ranking().study()));
        out.text("description", Findings.plain(page.description()));
        out.text("ending", page.ending().word());
        out.text("stamp", findings.stamp());
        out.text("verdict", Findings.plain(findings.verdict()));
        out.texts("words", findings.words().stream().map(Findings::plain).toList());
        out.texts("advice", findings.advice().stream().map(Findings::plain).toList());
        json.writeArrayFieldStart("facts");
        for (Map.Entry<String, String> fact : page.facts().entrySet()) {
            json.writeStartArray();
            json.writeString(Findings.plain(fact.getKey()));
            json.writeString(Findings.plain(fact.getValue()));
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    private static void goals(Fields out, Ranking ranking, Findings findings) throws IOException {
        out.json().writeFieldName("objective");
        objective(out, ranking.objective());
        out.json().writeArrayFieldStart("objectives");
        for (Objective objective : ranking.goals().objectives()) objective(out, objective);
        out.json().writeEndArray();
        out.texts("constraints", findings.constraints());
    }

    private static void objective(Fields out, Objective objective) throws IOException {
        out.json().writeStartObject();
        out.text("metric", objective.metric());
        out.text("direction", objective.direction() == Direction.MINIMIZE ? "minimize" : "maximize");
        out.json().writeEndObject();
    }

    /** By how much their searcher expected proposals to better the best, where it said so. */
    private static void gain(Fields out, List<Trial> trials) throws IOException {
        List<Trial> told = new ArrayList<>();
        for (Trial trial : trials) if (trial.role() instanceof Role.Search && expected(trial) >= 0) told.add(trial);
        int every = Math.max(1, (told.size() + TrialData.MOST - 1) / TrialData.MOST);
        out.json().writeArrayFieldStart("gain");
        for (int i = 0; i < told.size(); i += every) {
            out.json().writeStartObject();
            out.json().writeNumberField("trial", told.get(i).number());
            out.drawn("expected", expected(told.get(i)));
            out.json().writeEndObject();
        }
        out.json().writeEndArray();
    }

    private static double expected(Trial trial) {
        return trial.note().get(Proposal.EXPECTED_GAIN).asDouble(Double.NaN);
    }

    private static void front(Fields out, Ranking ranking) throws IOException {
        Front front = ranking.front();
        if (front == null) {
            out.json().writeNullField("front");
            return;
        }
        List<Objective> objectives = ranking.goals().objectives();
        out.json().writeObjectFieldStart("front");
        out.texts("metrics", objectives.stream().map(Objective::metric).toList());
        out.json().writeArrayFieldStart("members");
        for (RankedTrial member : TrialSample.of(front.members(), TrialData.MOST, TrialData.FIRST)) {
            out.json().writeStartObject();
            out.json().writeNumberField("trial", member.trial());
            out.json().writeArrayFieldStart("values");
            for (int i = 0; i < objectives.size(); i++) out.number(TrialData.judged(member, objectives.get(i), i));
            out.json().writeEndArray();
            out.json().writeEndObject();
        }
        out.json().writeEndArray();
        out.number("hypervolume", front.hypervolume());
        out.json().writeEndObject();
    }
}
