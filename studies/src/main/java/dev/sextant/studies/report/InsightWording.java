// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import dev.sextant.engine.ranking.Insights;
import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.response.Estimate;
import dev.sextant.engine.response.ExpectedBest;
import dev.sextant.engine.response.Health;
import dev.sextant.engine.response.Importance;
import dev.sextant.engine.response.Response;
import dev.sextant.engine.response.ScheduleResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What the trials say together, in sentences: how sure the best schedule is, what matters, what more trials bring. */
final class InsightWording {
    /** Schedules and parameters named in a sentence; the others are counted. */
    private static final int NAMED = 4;

    private final Ranking ranking;
    private final Insights insights;
    private final ModelFigures model;
    private final Figures figures;

    InsightWording(Ranking ranking) {
        this.ranking = ranking;
        this.insights = ranking.insights();
        this.model = new ModelFigures(insights);
        this.figures = Wording.figures(ranking);
    }

    /** A sentence each; empty where nobody looked. */
    List<String> sentences() {
        List<String> sentences = new ArrayList<>(List.of(schedules(), importance(), expectedBest(), health()));
        sentences.removeIf(String::isEmpty);
        return sentences;
    }

    /** How sure it is which schedule is best. */
    private String schedules() {
        Response response = model.response();
        if (response == null || !model.choice()) return "";
        List<ScheduleResponse> likely = response.schedules().stream()
                .filter(one -> Double.isFinite(one.probabilityBest()))
                .sorted(Comparator.comparingDouble(ScheduleResponse::probabilityBest)
                        .reversed())
                .toList();
        ScheduleResponse first = likely.getFirst();
        List<String> parts = new ArrayList<>();
        for (ScheduleResponse one : likely.subList(0, Math.min(NAMED, likely.size())))
            parts.add(Naming.brief(one.schedule()) + " " + SchedulesTable.probability(one.probabilityBest()));
        String more = likely.size() > NAMED ? ", %d more below that".formatted(likely.size() - NAMED) : "";
        return "How likely each schedule is the best, by the model: %s%s. The optimum of %s is expected at %s %s."
                .formatted(
                        String.join(", ", parts),
                        more,
                        Naming.brief(first.schedule()),
                        Naming.words(ranking.objective().metric()),
                        estimate(first.expectedBest()));
    }

    /** {@code 0.0902 [0.0872, 0.0932]}. */
    private String estimate(Estimate estimate) {
        return "%s [%s, %s]"
                .formatted(
                        figures.column(estimate.mean()),
                        figures.column(estimate.low()),
                        figures.column(estimate.high()));
    }

    private String importance() {
        Importance importance = insights.importance();
        // One parameter has all of it.
        if (importance == null || importance.parameters().size() < 2) return "";
        boolean sobol = importance.method() == Importance.Method.SOBOL;
        if (sobol && model.response() == null) return "";
        List<String> parts = new ArrayList<>();
        for (Importance.Share share : importance.parameters()) {
            if (!Double.isFinite(share.share().mean())) continue;
            if (parts.size() == NAMED) break;
            parts.add(parameter(share.parameter()) + " " + percent(share.share()));
        }
        if (parts.isEmpty()) return "";
        int more = importance.parameters().size() - parts.size();
        return "What matters: %s%s (%s)."
                .formatted(
                        String.join(", ", parts),
                        more > 0 ? ", %d more below that".formatted(more) : "",
                        sobol
                                ? "share of the model's variance that goes when it is known, total Sobol index"
                                : "share of what sets the good trials apart, PED-ANOVA");
    }

    private String parameter(String path) {
        return Naming.brief(Naming.words(ranking.template().space().shortName(path)));
    }

    /** {@code 62 % [50, 71]}. */
    private static String percent(Estimate share) {
        String ends = Double.isFinite(share.low()) && Double.isFinite(share.high())
                ? " [%s, %s]".formatted(Figures.decimals(100 * share.low(), 0), Figures.decimals(100 * share.high(), 0))
                : "";
        return Figures.decimals(100 * share.mean(), 0) + " %" + ends;
    }

    /** What half or twice the trials would be worth to a search by chance alone. */
    private String expectedBest() {
        ExpectedBest best = insights.expectedBest();
        int n = ranking.counts().ended();
        if (best == null || n == 0) return "";
        boolean simulated = best.method() == ExpectedBest.Method.SIMULATED;
        if (simulated && model.response() == null) return "";
        int now = at(best, n);
        if (now < 0) return "";
        String source = simulated ? "by the model" : "by these trials";
        int twice = at(best, 2 * n);
        String metric = Naming.words(ranking.objective().metric());
        if (twice > now && differ(best, now, twice))
            return "Twice the trials of a random search would be expected to bring %s %s, after %s with as many as here (%s)."
                    .formatted(metric, value(best, twice), value(best, now), source);
        int half = at(best, n / 2);
        if (half < 0 || half >= now || !differ(best, half, now)) return "";
        return "Half the trials of a random search would have been expected to bring %s %s, as many as here %s (%s)."
                .formatted(metric, value(best, half), value(best, now), source);
    }

    /** Whether the two do not read alike. */
    private boolean differ(ExpectedBest best, int one, int other) {
        return !value(best, one).equals(value(best, other));
    }

    private String value(ExpectedBest best, int at) {
        return figures.column(best.value()[at]);
    }

    /**
     * Where it stands for so many trials, or for the most below that are at least nine tenths of them; otherwise -1.
     */
    private static int at(ExpectedBest best, int trials) {
        int found = -1;
        for (int i = 0; i < best.trials().length; i++)
            if (best.trials()[i] <= trials && Double.isFinite(best.value()[i])) found = i;
        return found >= 0 && 10L * best.trials()[found] >= 9L * trials ? found : -1;
    }

    /** Whether what the model says should be believed, or why there is none; empty where nobody looked. */
    String health() {
        Response response = insights.response();
        if (response == null) return insights.equals(Insights.NONE) ? "" : sentence(insights.withoutResponse());
        Health health = response.health();
        int n = health.predictions().size();
        String figures = "%s %% of %s that it had not seen lie in its 95 %% intervals%s"
                .formatted(
                        Figures.decimals(100 * health.inside(), 0),
                        n == 1 ? "1 trial" : Figures.count(n) + " trials",
                        Double.isFinite(health.correlation())
                                ? ", rank correlation " + Figures.decimals(health.correlation(), 2)
                                : "");
        return health.trusted()
                ? "The model of the response predicts trials well: %s.".formatted(figures)
                : "Do not trust the model of the response: %s (%s). What it says is left out here; it is in report.json."
                        .formatted(doubt(health), figures);
    }

    /** Which of the rules of {@link Health} the model does not keep. */
    private static String doubt(Health health) {
        List<String> doubts = new ArrayList<>();
        if (health.predictions().size() < Health.LEAST_TRIALS)
            doubts.add("it takes %d trials to see whether it predicts well".formatted(Health.LEAST_TRIALS));
        if (health.inside() < Health.LEAST_INSIDE) doubts.add("it is too sure of itself");
        if (!(health.correlation() >= Health.LEAST_CORRELATION))
            doubts.add("it does not tell good trials from bad ones");
        return doubts.isEmpty() ? "it predicts badly" : GoalsWording.listed(doubts);
    }

    private static String sentence(String text) {
        String capital = Wording.capitalized(text.strip());
        return capital.isEmpty() || ".!?".indexOf(capital.charAt(capital.length() - 1)) >= 0 ? capital : capital + ".";
    }
}
