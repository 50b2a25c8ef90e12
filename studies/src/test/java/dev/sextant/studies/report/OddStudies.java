// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import dev.sextant.engine.ranking.Insights;
import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.space.Option;
import dev.sextant.engine.spi.Surrogate;
import dev.sextant.engine.trial.Outcome;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** Studies of which a careless report makes nonsense, each with what its trials say together. */
final class OddStudies {
    /** As long as anybody would write it, and everything that Markdown would act on. */
    static final String LONG = "n".repeat(5000) + "|`<b>*" + "m".repeat(5000);

    private static final int SCHEDULES = 40;

    private OddStudies() {}

    /** By what is odd about them. */
    static Map<String, Ranking> all() {
        Map<String, Ranking> all = new TreeMap<>();
        all.put("nothing ended", analysed(rates()));
        all.put(
                "one trial",
                analysed(rates().search(ReportedStudy.completed(0.25), "learningRate", 0.01, "schedule", "a")));
        all.put("all diverged", analysed(diverged()));
        all.put("all failed", analysed(failed()));
        all.put("one schedule", analysed(oneSchedule()));
        all.put("no rate", analysed(withoutRate()));
        all.put("constant", analysed(constant(0.5)));
        all.put("huge", analysed(huge()));
        all.put("forty schedules", analysed(forty()));
        all.put("long names", analysed(longNames()));
        all.put("hostile", analysed(ReportedStudy.hostile()));
        return all;
    }

    static Ranking analysed(ReportedStudy study) {
        Ranking ranking = study.rank();
        Surrogate.Factory factory =
                ServiceLoader.load(Surrogate.Factory.class).findFirst().orElseThrow();
        return ranking.with(Insights.of(ranking, 1, trial -> trial > 0, factory));
    }

    private static ReportedStudy rates() {
        return ReportedStudy.of(
                "rates",
                ReportedStudy.log("learningRate", 1e-4, 1, 0.01),
                ReportedStudy.choice("schedule", ReportedStudy.branch("a"), ReportedStudy.branch("b")));
    }

    private static ReportedStudy diverged() {
        ReportedStudy study = rates();
        for (int i = 0; i < 8; i++)
            study.search(
                    new Outcome.Diverged(ReportedStudy.curve(Double.NaN, 2)),
                    "learningRate",
                    0.1 + i / 10.0,
                    "schedule",
                    i % 2 == 0 ? "a" : "b");
        return study;
    }

    private static ReportedStudy failed() {
        ReportedStudy study = rates();
        for (int i = 0; i < 3; i++)
            study.search(new Outcome.Failed("no | memory\n<b>"), "learningRate", 0.1, "schedule", "a");
        return study;
    }

    private static ReportedStudy oneSchedule() {
        ReportedStudy study = ReportedStudy.of(
                "one",
                ReportedStudy.log("learningRate", 1e-4, 1, 0.01),
                ReportedStudy.choice("schedule", ReportedStudy.branch("cosine")));
        for (int i = 0; i < 12; i++)
            study.search(
                    ReportedStudy.completed(0.1 + 0.01 * (i - 6) * (i - 6)),
                    "learningRate",
                    StrictMath.pow(10, -4 + i / 3.0),
                    "schedule",
                    "cosine");
        return study;
    }

    /** A trainer that has neither learning rate nor schedule. */
    private static ReportedStudy withoutRate() {
        ReportedStudy study = ReportedStudy.of("free", ReportedStudy.uniform("x", 0, 1, 0.5));
        for (int i = 0; i < 12; i++)
            study.search(ReportedStudy.completed(0.1 + StrictMath.abs(i / 12.0 - 0.3)), "x", i / 12.0);
        return study;
    }

    private static ReportedStudy constant(double value) {
        ReportedStudy study = rates();
        for (int i = 0; i < 8; i++)
            study.search(
                    ReportedStudy.completed(value),
                    "learningRate",
                    0.001 * (i + 1),
                    "schedule",
                    i % 2 == 0 ? "a" : "b");
        return study.confirm(0, value, value, value).confirm(1, value, value, value);
    }

    private static ReportedStudy huge() {
        ReportedStudy study = rates();
        for (int i = 0; i < 8; i++)
            study.search(
                    ReportedStudy.completed((i + 1) * 1e299),
                    "learningRate",
                    0.001 * (i + 1),
                    "schedule",
                    i % 2 == 0 ? "a" : "b");
        return study.confirm(0, 1e299, 2e299, 1.5e299).confirm(1, -1e300, 2e300, 1e300);
    }

    private static ReportedStudy forty() {
        Option[] schedules = new Option[SCHEDULES];
        for (int i = 0; i < SCHEDULES; i++) schedules[i] = ReportedStudy.branch("schedule%02d".formatted(i));
        Option[] optimizers = new Option[7];
        for (int i = 0; i < optimizers.length; i++) optimizers[i] = ReportedStudy.branch("optimizer" + i);
        ReportedStudy study = ReportedStudy.of(
                "forty",
                ReportedStudy.log("learningRate", 1e-4, 1, 0.01),
                ReportedStudy.choice("schedule", schedules),
                ReportedStudy.choice("optimizer", optimizers));
        for (int i = 0; i < 60; i++)
            study.search(
                    ReportedStudy.completed(0.1 + 0.001 * (i * 37 % 60)),
                    "learningRate",
                    StrictMath.pow(10, -4 + i % 20 / 5.0),
                    "schedule",
                    "schedule%02d".formatted(i * 7 % SCHEDULES),
                    "optimizer",
                    "optimizer" + i % optimizers.length);
        return study;
    }

    private static ReportedStudy longNames() {
        ReportedStudy study = ReportedStudy.of(
                LONG,
                ReportedStudy.log("learningRate", 1e-4, 1, 0.01),
                ReportedStudy.choice("schedule", ReportedStudy.branch(LONG + "1"), ReportedStudy.branch(LONG + "2")),
                ReportedStudy.uniform(LONG, 0, 1, 0.5));
        for (int i = 0; i < 8; i++)
            study.search(
                    ReportedStudy.completed(0.1 + 0.01 * i),
                    "learningRate",
                    0.001 * (i + 1),
                    "schedule",
                    LONG + (1 + i % 2),
                    LONG,
                    0.1 * i);
        return study;
    }
}
