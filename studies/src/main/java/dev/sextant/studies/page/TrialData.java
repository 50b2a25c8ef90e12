// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.page;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sextant.engine.ranking.Confirmed;
import dev.sextant.engine.ranking.Interval;
import dev.sextant.engine.ranking.RankedTrial;
import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import java.io.IOException;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The trials of a page, column by column in the order of rank, as scripts plot them. */
final class TrialData {
    /** More marks than this cover each other and take a browser more than a moment. */
    static final int MOST = 5_000;

    /** As many of the first-ranked are there for sure. */
    static final int FIRST = 1_000;

    private final Ranking ranking;
    private final List<String> schedules;
    private final List<RankedTrial> shown;

    TrialData(Ranking ranking, List<String> schedules) {
        this.ranking = ranking;
        this.schedules = schedules;
        this.shown = TrialSample.of(ranking.trials(), MOST, FIRST);
    }

    void write(Fields out) throws IOException {
        JsonGenerator json = out.json();
        json.writeObjectFieldStart("trials");
        json.writeNumberField("count", ranking.trials().size());
        json.writeBooleanField("sampled", shown.size() < ranking.trials().size());
        column(out, "number", RankedTrial::trial);
        StringBuilder states = new StringBuilder();
        for (RankedTrial trial : shown) states.append(state(trial));
        json.writeStringField("state", states.toString());
        json.writeArrayFieldStart("tie");
        for (RankedTrial trial : shown) json.writeString(trial.tie());
        json.writeEndArray();
        column(out, "value", RankedTrial::value);
        column(out, "confirmed", TrialData::confirmed);
        column(out, "epochs", RankedTrial::epochs);
        column(out, "bestEpoch", RankedTrial::bestEpoch);
        column(out, "schedule", trial -> place(trial.schedule()));
        json.writeObjectFieldStart("values");
        for (Parameter parameter : ranking.template().space().parameters())
            column(
                    out,
                    parameter.path(),
                    trial -> SpaceData.place(trial.configuration().get(parameter.path())));
        json.writeEndObject();
        if (ranking.goals().several()) {
            json.writeObjectFieldStart("objectives");
            List<Objective> objectives = ranking.goals().objectives();
            for (int i = 0; i < objectives.size(); i++) {
                int at = i;
                column(out, objectives.get(i).metric(), trial -> judged(trial, objectives.get(at), at));
            }
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private void column(Fields out, String name, ToDoubleFunction<RankedTrial> cell) throws IOException {
        out.json().writeArrayFieldStart(name);
        for (RankedTrial trial : shown) out.number(cell.applyAsDouble(trial));
        out.json().writeEndArray();
    }

    /** How it ended, in a letter: that of the state; i where it completed and breaks a constraint. */
    static char state(RankedTrial trial) {
        return switch (trial.outcome()) {
            case Outcome.Completed _ ->
                trial.values().isEmpty() ? 'd' : trial.breaches().isEmpty() ? 'c' : 'i';
            case Outcome.Pruned _ -> 'p';
            case Outcome.Diverged _ -> 'd';
            case Outcome.Failed _ -> 'f';
        };
    }

    /** The mean over fresh seeds; NaN where it was not confirmed. */
    static double confirmed(RankedTrial trial) {
        Confirmed confirmed = trial.confirmed();
        return confirmed == null ? Double.NaN : confirmed.interval().mean();
    }

    /** By which it is judged: the mean over fresh seeds where it was confirmed, else what the search found. */
    static double judged(RankedTrial trial, Objective objective, int place) {
        Confirmed confirmed = trial.confirmed();
        if (confirmed != null && confirmed.interval().n() > 0) {
            Interval other = confirmed.others().get(objective.metric());
            return place == 0 || other == null ? confirmed.interval().mean() : other.mean();
        }
        return place < trial.values().size() ? trial.values().get(place) : Double.NaN;
    }

    private int place(@Nullable String schedule) {
        return schedule == null ? -1 : schedules.indexOf(schedule);
    }
}
