// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.spi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.trial.Objective;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link TrainerFactory} may be, too: one whose trials are programs of a person's own, and that can try one out.
 *
 * <ol>
 *   <li>The program runs as in a trial: with the same arguments, environment, input and limits.
 *   <li>Whatever the program does is a finding, never an exception.
 *   <li>Nothing of it runs any more when the check returns, however it returns.
 * </ol>
 */
public interface ProgramChecker {
    /**
     * The document of a program that stands in no study.
     *
     * @throws TrainingException where it cannot be one
     */
    ObjectNode document(Typed typed) throws TrainingException;

    /**
     * Runs the program a few times and looks on.
     *
     * @param document with nothing left to vary
     * @param folder where relative paths begin
     * @param patience how long one run may take
     * @param told each finding as it is made, in the order of the checks
     * @throws InterruptedException where the thread was interrupted, after the program was ended
     */
    void check(
            ObjectNode document,
            Objective objective,
            Seeds seeds,
            Path folder,
            Duration patience,
            Consumer<Finding> told)
            throws InterruptedException;

    /**
     * A program as it is typed.
     *
     * @param argv the program and its arguments
     * @param parameters by name, as text: numbers and JSON are taken as such
     * @param by how they are handed over; null for the usual way
     * @param epochs that it may report; 0 for none
     * @param metrics that it tells; the first is the objective; empty for the usual one
     * @param result how its output tells them; null for the usual way
     */
    record Typed(
            List<String> argv,
            Map<String, String> parameters,
            @Nullable String by,
            int epochs,
            List<String> metrics,
            @Nullable String result) {
        public Typed {
            argv = List.copyOf(argv);
            parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
            metrics = List.copyOf(metrics);
        }
    }

    /** What a check came to. */
    enum Verdict {
        /** As it should be. */
        GOOD,
        /** A trial of it would do, and could do better. */
        NOTE,
        /** Trials of it fail, or their results cannot be trusted. */
        FAULT,
        /** It could not be looked at, or need not be. */
        SKIPPED
    }

    /**
     * One check.
     *
     * @param check its name, in a few words
     * @param says what was found, in a sentence without a full stop
     * @param help what to do about it; empty where there is nothing to do
     */
    record Finding(String check, Verdict verdict, String says, String help) {}
}
