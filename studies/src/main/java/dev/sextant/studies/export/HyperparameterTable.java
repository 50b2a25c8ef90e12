// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.export;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Option;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.space.Value;
import dev.sextant.engine.trial.Outcome;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What TensorBoard's HParams tab is made of: the experiment with its parameters and metrics, and of each trial, which
 * it calls a session, with what it began and how it ended. Field numbers: api.proto and plugin_data.proto of the
 * plugin, struct.proto of Protocol Buffers.
 */
final class HyperparameterTable {
    private static final String PLUGIN = "hparams";

    /** The plugin's DataType. */
    private static final int TEXT = 1;

    private static final int FLAG = 2;
    private static final int NUMBER = 3;

    /** Its Status. */
    private static final int SUCCESS = 1;

    private static final int FAILURE = 2;

    private final Space space;

    HyperparameterTable(Space space) {
        this.space = space;
    }

    /**
     * Declares the table.
     *
     * @param metrics tags of scalars that are its columns
     */
    void experiment(EventFile out, double seconds, String name, List<String> metrics) {
        ProtoMessage experiment = new ProtoMessage().real(3, seconds);
        for (Parameter parameter : space.parameters()) experiment.message(4, column(parameter));
        for (String metric : metrics)
            experiment.message(5, new ProtoMessage().message(1, new ProtoMessage().text(2, metric)));
        experiment.text(6, name);
        out.metadata(seconds, "_hparams_/experiment", PLUGIN, new ProtoMessage().message(2, experiment));
    }

    private ProtoMessage column(Parameter parameter) {
        ProtoMessage column = new ProtoMessage().text(1, space.shortName(parameter.path()));
        return switch (parameter.domain()) {
            case Domain.Range range -> column.whole(4, NUMBER).message(6, interval(range.low(), range.high()));
            case Domain.Whole whole ->
                column.whole(4, NUMBER).message(6, interval((double) whole.low(), (double) whole.high()));
            case Domain.Choice choice -> {
                ProtoMessage list = new ProtoMessage();
                for (Option option : choice.options()) list.message(1, value(choice, option));
                yield column.whole(4, type(choice)).message(5, list);
            }
        };
    }

    private static ProtoMessage interval(double low, double high) {
        return new ProtoMessage().real(1, low).real(2, high);
    }

    /** A column is of one kind: options that are of several go by their labels. */
    private static int type(Domain.Choice choice) {
        if (all(choice, JsonNode::isNumber)) return NUMBER;
        return all(choice, JsonNode::isBoolean) ? FLAG : TEXT;
    }

    private static boolean all(Domain.Choice choice, Predicate<JsonNode> kind) {
        return choice.options().stream().allMatch(option -> !option.branch() && kind.test(option.content()));
    }

    private static ProtoMessage value(Domain.Choice choice, Option option) {
        return switch (type(choice)) {
            case NUMBER -> number(option.content().doubleValue());
            case FLAG -> new ProtoMessage().flag(4, option.content().booleanValue());
            default -> new ProtoMessage().text(3, option.label());
        };
    }

    private static ProtoMessage number(double number) {
        return new ProtoMessage().real(2, number);
    }

    /** What a trial was given; parameters that are not active in it are left out. */
    void began(EventFile out, double seconds, String name, TrialFacts trial) {
        ProtoMessage start = new ProtoMessage();
        trial.trial().configuration().values().forEach((path, value) -> {
            ProtoMessage entry = new ProtoMessage().text(1, space.shortName(path));
            start.message(1, entry.message(2, value(space.find(path), value)));
        });
        start.text(4, name).real(5, seconds);
        out.metadata(seconds, "_hparams_/session_start_info", PLUGIN, new ProtoMessage().message(3, start));
    }

    private static ProtoMessage value(@Nullable Parameter parameter, Value value) {
        return switch (value) {
            case Value.Real real -> number(real.number());
            case Value.Whole whole -> number((double) whole.number());
            case Value.Chosen chosen ->
                parameter != null && parameter.domain() instanceof Domain.Choice choice
                        ? value(choice, choice.options().get(chosen.index()))
                        : new ProtoMessage().text(3, chosen.label());
        };
    }

    /** How it ended; a pruned trial did what it was to do. */
    void ended(EventFile out, double seconds, TrialFacts trial) {
        boolean well = trial.trial().outcome() instanceof Outcome.Completed
                || trial.trial().outcome() instanceof Outcome.Pruned;
        ProtoMessage end = new ProtoMessage().whole(1, well ? SUCCESS : FAILURE).real(2, seconds);
        out.metadata(seconds, "_hparams_/session_end_info", PLUGIN, new ProtoMessage().message(4, end));
    }
}
