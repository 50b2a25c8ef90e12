// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.wire;

import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Readings;
import java.util.LinkedHashMap;
import java.util.Map;

/** How a trial ended: a byte that says which kind, then its components in order. */
final class OutcomeLayout {
    private static final int COMPLETED = 0;
    private static final int PRUNED = 1;
    private static final int DIVERGED = 2;
    private static final int FAILED = 3;

    private OutcomeLayout() {}

    static void write(Encoder out, Outcome outcome) {
        switch (outcome) {
            case Outcome.Completed(double value, int bestEpoch, var metrics, var curve) -> {
                out.octet(COMPLETED);
                out.real(value);
                out.whole(bestEpoch);
                out.count(metrics.size(), WireLimits.METRICS, "metrics");
                metrics.forEach((name, metric) -> {
                    out.text(name);
                    out.real(metric);
                });
                write(out, curve);
            }
            case Outcome.Pruned(double value, int bestEpoch, var curve) -> {
                out.octet(PRUNED);
                out.real(value);
                out.whole(bestEpoch);
                write(out, curve);
            }
            case Outcome.Diverged(var curve) -> {
                out.octet(DIVERGED);
                write(out, curve);
            }
            case Outcome.Failed(String message, var curve) -> {
                out.octet(FAILED);
                out.text(message);
                write(out, curve);
            }
        }
    }

    static Outcome read(Decoder in) {
        int kind = in.octet();
        return switch (kind) {
            case COMPLETED -> new Outcome.Completed(in.real(), in.number(), readMetrics(in), readCurve(in));
            case PRUNED -> new Outcome.Pruned(in.real(), in.number(), readCurve(in));
            case DIVERGED -> new Outcome.Diverged(readCurve(in));
            case FAILED -> new Outcome.Failed(in.text(), readCurve(in));
            default -> throw in.unfit("an outcome is of kind %d, which there is not".formatted(kind));
        };
    }

    private static Map<String, Double> readMetrics(Decoder in) {
        int count = in.count(WireLimits.METRICS, 9, "metrics");
        Map<String, Double> metrics = new LinkedHashMap<>();
        for (int i = 0; i < count; i++)
            if (metrics.put(in.text(), in.real()) != null) throw in.unfit("a metric has a value already");
        return metrics;
    }

    private static void write(Encoder out, LearningCurve curve) {
        out.reals(curve.toArray());
        Readings readings = curve.readings();
        out.list(readings.names(), WireLimits.READINGS, "readings", (_, name) -> {
            out.text(name);
            out.reals(readings.series(name));
        });
    }

    private static LearningCurve readCurve(Decoder in) {
        double[] values = in.reals();
        int count = in.count(WireLimits.READINGS, 2, "readings");
        Map<String, double[]> series = new LinkedHashMap<>();
        for (int i = 0; i < count; i++)
            if (series.put(in.text(), in.reals()) != null) throw in.unfit("a reading has values already");
        return new LearningCurve(values, new Readings(series));
    }
}
