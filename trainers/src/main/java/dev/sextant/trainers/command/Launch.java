// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Circumstances;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.StoppingPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a program is started.
 *
 * @param argv the program's absolute path, then its arguments
 * @param environment all of it, but for the mark
 * @param mark what {@link ProcessTree} knows the program's processes by
 * @param firstLine of its standard input
 */
record Launch(List<String> argv, Map<String, String> environment, Path directory, String mark, String firstLine) {
    /** Gives the program a session of its own, so that a Ctrl-C in the terminal does not reach it. */
    private static final Optional<String> SETSID = ProcessTree.tool("setsid");

    Launch {
        argv = List.copyOf(argv);
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    }

    /** @param together whether standard error goes where standard output goes */
    Process start(boolean together) throws IOException {
        List<String> command = new ArrayList<>();
        SETSID.ifPresent(command::add);
        command.addAll(argv);
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(together);
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().put(ProcessTree.MARK, mark);
        return builder.start();
    }

    /** What a program is told first. */
    static String startLine(
            CommandSettings settings,
            Objective objective,
            Seeds seeds,
            Circumstances circumstances,
            @Nullable Path checkpoint) {
        ObjectNode line = line("start");
        if (seeds.confirms()) line.put("confirmation", seeds.split());
        else line.put("trial", seeds.training());
        line.put("attempt", circumstances.attempt());
        // A string: there are languages whose numbers are all doubles.
        line.put("seed", Integer.toString(ProgramSeed.of(seeds)));
        line.set("parameters", settings.parameters());
        if (settings.epochs() > 0) line.putObject("budget").put("epochs", settings.epochs());
        line.putObject("objective")
                .put(objective.direction() == Direction.MINIMIZE ? "minimize" : "maximize", objective.metric());
        thresholds(line, circumstances.plan());
        if (checkpoint != null) line.put(ProtocolEar.CHECKPOINT, checkpoint.toString());
        return line.toString();
    }

    /**
     * What the best value so far must have reached after an epoch; those of a trial that nothing stops are not told.
     */
    private static void thresholds(ObjectNode line, StoppingPlan plan) {
        if (!plan.enforced() || plan.rungs().isEmpty()) return;
        ArrayNode thresholds = line.putArray("thresholds");
        for (StoppingPlan.Rung rung : plan.rungs())
            if (Double.isFinite(rung.threshold()))
                thresholds.addArray().add(rung.epoch()).add(rung.threshold());
    }

    /** What a program is told that need not go on. */
    static String stopLine() {
        return line(ProtocolEar.STOP).toString();
    }

    private static ObjectNode line(String type) {
        return StrictJson.object().put(ProtocolEar.SEXTANT, ProtocolEar.VERSION).put(ProtocolEar.TYPE, type);
    }
}
