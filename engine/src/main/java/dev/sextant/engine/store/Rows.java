// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Note;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Readings;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.StoppingPlan;
import dev.sextant.engine.trial.Trial;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Trials and outcomes as rows of the numbered scripts' tables, and back. */
final class Rows {
    private static final ObjectMapper JSON = new ObjectMapper();

    static final String INSERT_TRIAL =
            "INSERT INTO trial (number, role, of_trial, replicate, configuration, note, plan, view_digest,"
                    + " epoch_cost, seen) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    static final String INSERT_OUTCOME =
            "INSERT INTO outcome (trial, state, value, bits, best_epoch, metrics, curve, message)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (trial) DO NOTHING";
    static final String SELECT_OUTCOME =
            "SELECT state, bits, best_epoch, metrics, curve, message FROM outcome WHERE trial = ?";
    /** The first version that keeps what virtual time and asynchronous studies need. */
    private static final int PARALLELISM = 6;

    static final String INSERT_READING = "INSERT INTO reading (trial, name, series) VALUES (?, ?, ?)";
    static final String SELECT_READINGS = "SELECT trial, name, series FROM reading WHERE trial >= ? AND trial <= ?";

    private Rows() {}

    /** Of a file of this version: one that is opened for reading alone may be older. */
    static String selectTrials(int version) {
        return "SELECT state, bits, best_epoch, metrics, curve, message,"
                + " number, role, of_trial, replicate, configuration, note, plan, view_digest, "
                + (version < PARALLELISM ? "1, ''" : "epoch_cost, seen")
                + " FROM trial LEFT JOIN outcome ON outcome.trial = trial.number ORDER BY number";
    }

    static void write(PreparedStatement row, Trial trial, Space space) throws SQLException {
        row.setLong(1, trial.number());
        switch (trial.role()) {
            case Role.Search() -> write(row, "search", null, null);
            case Role.Confirmation(long of, int replicate) -> write(row, "confirmation", of, replicate);
            case Role.Test(long of) -> write(row, "test", of, null);
        }
        row.setString(5, space.write(trial.configuration()).toString());
        row.setString(6, trial.note().content().toString());
        row.setString(7, plan(trial.plan()).toString());
        row.setString(8, trial.viewDigest());
        row.setLong(9, trial.epochCost());
        row.setString(10, trial.seen());
    }

    private static ObjectNode plan(StoppingPlan plan) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode rungs = json.putArray("rungs");
        for (StoppingPlan.Rung rung : plan.rungs())
            rungs.addArray().add(rung.epoch()).add(rung.threshold()).add(rung.trials());
        if (!plan.enforced()) json.put("control", true);
        if (plan.switchedOff().isEmpty()) return json;
        ArrayNode off = json.putArray("switchedOff");
        for (StoppingPlan.SwitchedOff rung : plan.switchedOff())
            off.addArray().add(rung.epoch()).add(rung.correlation()).add(rung.trials());
        return json;
    }

    /** Before version 3, which a file opened for reading alone may be, a plan was the array of its rungs. */
    private static StoppingPlan plan(JsonNode json) {
        List<StoppingPlan.Rung> rungs = new ArrayList<>();
        for (JsonNode rung : json.isArray() ? json : json.required("rungs"))
            rungs.add(new StoppingPlan.Rung(
                    rung.required(0).intValue(),
                    number(rung.required(1)),
                    rung.path(2).asInt()));
        List<StoppingPlan.SwitchedOff> off = new ArrayList<>();
        for (JsonNode rung : json.path("switchedOff"))
            off.add(new StoppingPlan.SwitchedOff(
                    rung.required(0).intValue(),
                    number(rung.required(1)),
                    rung.path(2).asInt()));
        return new StoppingPlan(rungs, !json.path("control").booleanValue(), off);
    }

    private static void write(PreparedStatement row, String role, @Nullable Long of, @Nullable Integer replicate)
            throws SQLException {
        row.setString(2, role);
        row.setObject(3, of);
        row.setObject(4, replicate);
    }

    static void write(PreparedStatement row, long trial, Outcome outcome) throws SQLException {
        row.setLong(1, trial);
        row.setString(2, outcome.state());
        for (int column = 3; column <= 8; column++) row.setNull(column, Types.NULL);
        row.setBytes(7, bytes(outcome.curve().toArray()));
        switch (outcome) {
            case Outcome.Completed completed -> {
                write(row, completed.value(), completed.bestEpoch());
                ObjectNode metrics = JsonNodeFactory.instance.objectNode();
                completed.metrics().forEach(metrics::put);
                row.setString(6, metrics.toString());
            }
            case Outcome.Pruned pruned -> write(row, pruned.value(), pruned.bestEpoch());
            case Outcome.Diverged _ -> {}
            case Outcome.Failed failed -> row.setString(8, failed.message());
        }
    }

    private static void write(PreparedStatement row, double value, int bestEpoch) throws SQLException {
        if (!Double.isNaN(value)) row.setDouble(3, value);
        row.setLong(4, Double.doubleToLongBits(value));
        row.setInt(5, bestEpoch);
    }

    /** A row of {@link #selectTrials}. */
    static Trial trial(ResultSet row, Space space, Map<Long, Map<String, double[]>> readings)
            throws SQLException, StoreException {
        long number = row.getLong(7);
        try {
            long of = row.getLong(9);
            String name = row.getString(8);
            Role role = switch (name) {
                case "search" -> Role.SEARCH;
                case "confirmation" -> new Role.Confirmation(of, row.getInt(10));
                case "test" -> new Role.Test(of);
                default -> throw new StoreException("trial %d has the role %s".formatted(number, name), null);
            };
            return new Trial(
                    number,
                    role,
                    space.read(JSON.readTree(row.getString(11))),
                    new Note((ObjectNode) JSON.readTree(row.getString(12))),
                    plan(JSON.readTree(row.getString(13))),
                    row.getString(14),
                    row.getLong(15),
                    row.getString(16),
                    row.getString(1) == null ? null : outcome(row, readings.getOrDefault(number, Map.of())));
        } catch (JsonProcessingException | IllegalArgumentException strange) {
            throw new StoreException("trial %d cannot be read: %s".formatted(number, strange.getMessage()), strange);
        }
    }

    /** The first six columns of {@link #selectTrials} and of {@link #SELECT_OUTCOME}. */
    static Outcome outcome(ResultSet row, Map<String, double[]> readings)
            throws SQLException, StoreException, JsonProcessingException {
        double value = Double.longBitsToDouble(row.getLong(2));
        int bestEpoch = row.getInt(3);
        LearningCurve curve = new LearningCurve(numbers(row.getBytes(5)), new Readings(readings));
        String state = row.getString(1);
        return switch (state) {
            case "completed" -> {
                Map<String, Double> metrics = new TreeMap<>();
                JSON.readTree(row.getString(4))
                        .properties()
                        .forEach(metric -> metrics.put(metric.getKey(), number(metric.getValue())));
                yield new Outcome.Completed(value, bestEpoch, metrics, curve);
            }
            case "pruned" -> new Outcome.Pruned(value, bestEpoch, curve);
            case "diverged" -> new Outcome.Diverged(curve);
            case "failed" -> new Outcome.Failed(row.getString(6), curve);
            default -> throw new StoreException("a trial has the state " + state, null);
        };
    }

    /** JSON has no NaN and no infinities: Jackson writes them as strings. */
    private static double number(JsonNode node) {
        return node.isTextual() ? Double.parseDouble(node.textValue()) : node.doubleValue();
    }

    /** The trial's row for this reading. */
    static void write(PreparedStatement row, long trial, Readings readings, String name) throws SQLException {
        row.setLong(1, trial);
        row.setString(2, name);
        row.setBytes(3, bytes(readings.series(name)));
    }

    /** Rows of {@link #SELECT_READINGS}, by trial and name. */
    static Map<Long, Map<String, double[]>> readings(ResultSet rows) throws SQLException {
        Map<Long, Map<String, double[]>> readings = new TreeMap<>();
        while (rows.next())
            readings.computeIfAbsent(rows.getLong(1), _ -> new TreeMap<>())
                    .put(rows.getString(2), numbers(rows.getBytes(3)));
        return readings;
    }

    private static byte[] bytes(double[] numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * numbers.length);
        bytes.asDoubleBuffer().put(numbers);
        return bytes.array();
    }

    private static double[] numbers(byte[] bytes) {
        DoubleBuffer buffer = ByteBuffer.wrap(bytes).asDoubleBuffer();
        double[] numbers = new double[buffer.remaining()];
        buffer.get(numbers);
        return numbers;
    }
}
