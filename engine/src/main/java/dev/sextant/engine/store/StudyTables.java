// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Option;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Scale;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.trial.Constraint;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Objective;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * What the views with Optuna's names show of the study beside its trials: objectives, constraints, parameters with
 * their distributions in Optuna's JSON, and options. Nothing of it is read back.
 */
final class StudyTables {
    private StudyTables() {}

    static void write(Connection connection, StudySpec spec) throws SQLException {
        int place = 0;
        for (Objective objective : spec.goals().objectives())
            insert(
                    connection,
                    "INSERT INTO objective (place, metric, direction) VALUES (?, ?, ?)",
                    place++,
                    objective.metric(),
                    objective.direction() == Direction.MINIMIZE ? "MINIMIZE" : "MAXIMIZE");
        place = 0;
        for (Constraint constraint : spec.goals().constraints())
            insert(
                    connection,
                    "INSERT INTO bound (place, metric, sign, value) VALUES (?, ?, ?, ?)",
                    place++,
                    constraint.metric(),
                    constraint.side() == Constraint.Side.AT_MOST ? 1 : -1,
                    constraint.bound());
        place = 0;
        for (Parameter parameter : spec.space().parameters()) {
            insert(
                    connection,
                    "INSERT INTO parameter (place, path, name, distribution) VALUES (?, ?, ?, ?)",
                    place,
                    parameter.path(),
                    spec.space().shortName(parameter.path()),
                    distribution(parameter.domain()).toString());
            if (parameter.domain() instanceof Domain.Choice choice)
                for (int option = 0; option < choice.options().size(); option++)
                    insert(
                            connection,
                            "INSERT INTO choice (parameter, label, place) VALUES (?, ?, ?)",
                            place,
                            choice.options().get(option).label(),
                            option);
            place++;
        }
    }

    private static void insert(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement row = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) row.setObject(i + 1, values[i]);
            row.executeUpdate();
        }
    }

    /** As Optuna's json_to_distribution reads it. */
    static ObjectNode distribution(Domain domain) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ObjectNode attributes = JsonNodeFactory.instance.objectNode();
        switch (domain) {
            case Domain.Range range -> {
                json.put("name", "FloatDistribution");
                // Optuna has no steps on a logarithmic scale; the values themselves are shown either way.
                boolean stepped = range.step() > 0 && range.scale() == Scale.LINEAR;
                attributes.put("low", range.low()).put("high", stepped ? last(range) : range.high());
                if (stepped) attributes.put("step", range.step());
                else attributes.putNull("step");
                attributes.put("log", range.scale() == Scale.LOG);
            }
            case Domain.Whole whole -> {
                json.put("name", "IntDistribution");
                boolean log = whole.scale() == Scale.LOG;
                attributes.put("low", whole.low());
                attributes.put("high", log ? whole.high() : whole.low() + (whole.count() - 1) * whole.step());
                attributes.put("step", log ? 1 : whole.step());
                attributes.put("log", log);
            }
            case Domain.Choice choice -> {
                json.put("name", "CategoricalDistribution");
                ArrayNode choices = attributes.putArray("choices");
                for (Option option : choice.options()) choices.add(shown(option));
            }
        }
        json.set("attributes", attributes);
        return json;
    }

    /** The highest value that a whole number of steps reaches, in decimals, as Optuna reckons it. */
    private static double last(Domain.Range range) {
        return BigDecimal.valueOf(range.low())
                .add(BigDecimal.valueOf(range.step()).multiply(BigDecimal.valueOf(range.count() - 1)))
                .doubleValue();
    }

    /** Optuna's choices are plain values; what is more than that goes by its label. */
    private static JsonNode shown(Option option) {
        JsonNode content = option.content();
        return option.branch() || content.isContainerNode()
                ? JsonNodeFactory.instance.textNode(option.label())
                : content;
    }
}
