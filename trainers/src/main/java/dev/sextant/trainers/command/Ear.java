// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.command;

/** Understands a program's output, line by line. What it makes of a line depends on no other. Threads: any. */
interface Ear {
    /** @param line without its end */
    Heard hear(String line);

    /** Whether standard error is listened to as well, among the lines of standard output. */
    default boolean both() {
        return false;
    }

    /** Whether a program has to say that it is done. */
    default boolean expectsFinal() {
        return false;
    }

    /** @param objective the metric that reports are of */
    static Ear of(CommandSettings settings, String objective) {
        return switch (settings.result()) {
            case ResultForm.Protocol() -> new ProtocolEar(settings.metrics(), objective);
            case ResultForm.JsonLines() -> new JsonEar(settings.metrics(), objective);
            case ResultForm.NameValue() -> PatternEar.ofNames(settings.metrics(), objective);
            case ResultForm.Patterns(var byMetric) -> new PatternEar(byMetric, objective);
        };
    }
}
