// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import dev.sextant.engine.ranking.Insights;
import dev.sextant.engine.ranking.Interval;
import dev.sextant.engine.ranking.Matrix;
import dev.sextant.engine.ranking.RankedSchedule;
import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.response.Band;
import dev.sextant.engine.response.Contour;
import dev.sextant.engine.response.Estimate;
import dev.sextant.engine.response.ExpectedBest;
import dev.sextant.engine.response.Health;
import dev.sextant.engine.response.Importance;
import dev.sextant.engine.response.RateResponse;
import dev.sextant.engine.response.Response;
import dev.sextant.engine.response.ScheduleResponse;
import dev.sextant.engine.response.Slice;
import dev.sextant.engine.space.Value;
import java.util.ArrayList;
import java.util.List;

/** What the trials of a reported study say together, written down by hand. */
final class ReportedInsights {
    private ReportedInsights() {}

    /** The ranking of {@link ReportedStudy#small()}, with a model that is to be trusted. */
    static Ranking small() {
        return of(ReportedStudy.small().tested().rank(), true);
    }

    /** A ranking with a made-up model of every schedule that it has, a matrix with two optimizers, and the rest. */
    static Ranking of(Ranking ranking, boolean trusted) {
        List<ScheduleResponse> schedules = new ArrayList<>();
        List<RankedSchedule> ranked = ranking.schedules();
        double left = 1;
        for (int i = 0; i < ranked.size(); i++) {
            double probability = i == ranked.size() - 1 ? left : 0.7 * left;
            left -= probability;
            schedules.add(schedule(ranked.get(i).schedule(), probability, 0.07 + 0.002 * i));
        }
        Importance importance = new Importance(
                Importance.Method.SOBOL,
                List.of(
                        new Importance.Share("learningRate", new Estimate(0.62, 0.5, 0.71)),
                        new Importance.Share("schedule", new Estimate(0.21, 0.1, 0.3))));
        ExpectedBest expected = new ExpectedBest(
                ExpectedBest.Method.SIMULATED, new int[] {1, 2, 4, 8, 16}, new double[] {0.11, 0.1, 0.085, 0.072, 0.07
                });
        Response response = new Response(
                schedules,
                List.of(new Slice(
                        "learningRate", List.of(new Value.Real(0.001), new Value.Real(0.1)), band(0.1, 0.08))),
                new Contour(
                        "learningRate",
                        List.of(new Value.Real(0.001), new Value.Real(0.1)),
                        "batchSize",
                        List.of(new Value.Whole(16), new Value.Whole(32)),
                        new double[][] {{0.1, 0.2}, {0.3, Double.NaN}}),
                importance,
                expected,
                new Health(
                        List.of(
                                new Health.Prediction(0, 0.11, new Estimate(0.1, 0.08, 0.12)),
                                new Health.Prediction(2, 0.065, new Estimate(0.07, 0.06, 0.08))),
                        trusted ? 0.95 : 0.5,
                        trusted ? 0.87 : 0.1,
                        trusted));
        return ranking.with(new Insights(response, "", importance, expected, matrix(ranked)));
    }

    private static ScheduleResponse schedule(String name, double probability, double best) {
        return new ScheduleResponse(
                name,
                probability,
                new Estimate(best, best - 0.003, best + 0.003),
                new RateResponse(
                        new double[] {1e-4, 0.01, 1},
                        new Band(
                                new double[] {0.2, best, Double.NaN},
                                new double[] {0.1, best - 0.01, 0},
                                new double[] {0.3, best + 0.01, 1}),
                        new Estimate(0.0123, 0.0041, 0.031),
                        0.004,
                        0.04));
    }

    private static Band band(double... mean) {
        double[] low = mean.clone();
        double[] high = mean.clone();
        for (int i = 0; i < mean.length; i++) {
            low[i] -= 0.01;
            high[i] += 0.01;
        }
        return new Band(mean, low, high);
    }

    private static Matrix matrix(List<RankedSchedule> ranked) {
        Interval none = new Interval(Double.NaN, Double.NaN, Double.NaN, 0);
        List<Matrix.Cell> cells = new ArrayList<>();
        for (int i = 0; i < ranked.size(); i++) {
            cells.add(
                    i == 0
                            ? new Matrix.Cell(12, 9, 0.069, new Interval(0.0712, 0.0681, 0.0743, 5))
                            : new Matrix.Cell(3, 1, 0.0981, none));
            cells.add(i == 0 ? new Matrix.Cell(2, 0, Double.NaN, none) : new Matrix.Cell(0, 0, Double.NaN, none));
        }
        return new Matrix(ranked.stream().map(RankedSchedule::schedule).toList(), List.of("adam", "sgd"), cells);
    }
}
