// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.study;

import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Option;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Observation;
import dev.sextant.engine.trial.Outcome;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The one text of each thing that a digest is taken over: equal things have equal texts, on every machine. Doubles
 * stand as {@link Double#toString} writes them, which tells any two apart.
 */
final class Canonical {
    private Canonical() {}

    /** SHA-256 of the text in UTF-8, as 64 hexadecimal digits. */
    static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }

    /** One line. */
    static String text(Space space, Configuration configuration) {
        return space.write(configuration).toString();
    }

    /**
     * Four lines.
     *
     * @param configuration the text of the observation's
     */
    static String text(String configuration, Observation observation) {
        return observation.trial()
                + "\n" + configuration
                + "\n" + text(observation.outcome())
                + "\n" + observation.note().content()
                + "\n";
    }

    /** One line. */
    static String text(Outcome outcome) {
        return outcome.state()
                + switch (outcome) {
                    case Outcome.Completed(double value, int bestEpoch, var metrics, LearningCurve curve) ->
                        " " + value + " " + bestEpoch + " " + metrics + " " + curve;
                    case Outcome.Pruned(double value, int bestEpoch, LearningCurve curve) ->
                        " " + value + " " + bestEpoch + " " + curve;
                    case Outcome.Diverged(LearningCurve curve) -> " " + curve;
                    case Outcome.Failed(String message, LearningCurve curve) ->
                        " " + message.replace("\n", "\\n") + (curve.epochs() == 0 ? "" : " " + curve);
                };
    }

    /** A line for the parameter and every one below it. */
    static String text(Parameter parameter) {
        StringBuilder text = new StringBuilder(parameter.path())
                .append(" = ")
                .append(parameter.preset().text())
                .append(" of ");
        switch (parameter.domain()) {
            case Domain.Range range ->
                text.append("range ")
                        .append(range.low())
                        .append(' ')
                        .append(range.high())
                        .append(' ')
                        .append(range.scale())
                        .append(' ')
                        .append(range.step())
                        .append(' ')
                        .append(range.grid())
                        .append('\n');
            case Domain.Whole whole ->
                text.append("whole ")
                        .append(whole.low())
                        .append(' ')
                        .append(whole.high())
                        .append(' ')
                        .append(whole.scale())
                        .append(' ')
                        .append(whole.step())
                        .append(' ')
                        .append(whole.grid())
                        .append('\n');
            case Domain.Choice choice -> {
                text.append("choice\n");
                for (Option option : choice.options()) {
                    text.append("- ")
                            .append(option.label())
                            .append(' ')
                            .append(option.content())
                            .append('\n');
                    for (Parameter child : option.children()) text.append(text(child));
                }
            }
        }
        return text.toString();
    }
}
