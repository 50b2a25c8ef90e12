// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.page;

import dev.sextant.engine.ranking.Axes;
import dev.sextant.engine.ranking.RankedSchedule;
import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Option;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Scale;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.space.Template;
import dev.sextant.engine.space.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a study varies, as the axes of pictures. */
final class SpaceData {
    private final Space space;

    SpaceData(Template template) {
        this.space = template.space();
    }

    /** The names of the schedules in the study's order, which gives each its colour; none where trainers have none. */
    static List<String> schedules(Ranking ranking) {
        List<String> names = new ArrayList<>();
        Parameter parameter = ranking.template().space().find(Axes.SCHEDULE);
        if (parameter != null && parameter.domain() instanceof Domain.Choice choice)
            for (Option option : choice.options()) names.add(option.label());
        for (RankedSchedule schedule : ranking.schedules())
            if (!names.contains(schedule.schedule())) names.add(schedule.schedule());
        return names;
    }

    void write(Fields out) throws IOException {
        out.json().writeArrayFieldStart("parameters");
        for (Parameter parameter : space.parameters()) parameter(out, parameter);
        out.json().writeEndArray();
        out.text("rate", known(Axes.RATE));
        out.text("schedule", known(Axes.SCHEDULE));
    }

    private @Nullable String known(String path) {
        return space.find(path) == null ? null : path;
    }

    private void parameter(Fields out, Parameter parameter) throws IOException {
        out.json().writeStartObject();
        out.text("path", parameter.path());
        switch (parameter.domain()) {
            case Domain.Range range -> range(out, "real", range.scale(), range.low(), range.high());
            case Domain.Whole whole -> range(out, "whole", whole.scale(), (double) whole.low(), (double) whole.high());
            case Domain.Choice choice -> {
                range(out, "choice", Scale.LINEAR, Double.NaN, Double.NaN);
                out.texts(
                        "options", choice.options().stream().map(Option::label).toList());
            }
        }
        Space.Condition condition = space.condition(parameter.path());
        Parameter above = condition == null ? null : space.find(condition.parent());
        out.text("parent", above == null ? null : above.path());
        if (condition != null && above != null && above.domain() instanceof Domain.Choice choice)
            out.texts("under", List.of(choice.options().get(condition.option()).label()));
        else out.text("under", null);
        out.json().writeEndObject();
    }

    private static void range(Fields out, String kind, Scale scale, double low, double high) throws IOException {
        out.text("kind", kind);
        out.text("scale", scale == Scale.LOG ? "log" : "linear");
        out.number("low", low);
        out.number("high", high);
    }

    /** A value as an axis has it: a number, or an option's place. */
    static double place(@Nullable Value value) {
        return switch (value) {
            case Value.Real real -> real.number();
            case Value.Whole whole -> whole.number();
            case Value.Chosen chosen -> chosen.index();
            case null -> Double.NaN;
        };
    }
}
