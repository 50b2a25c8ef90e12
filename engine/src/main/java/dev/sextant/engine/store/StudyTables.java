// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.trial.Constraint;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Objective;
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
                    OptunaDistribution.of(parameter.domain()).toString());
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
}
