// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import dev.sextant.engine.ranking.Apart;
import dev.sextant.engine.ranking.Axes;
import dev.sextant.engine.ranking.BestRate;
import dev.sextant.engine.ranking.Grouping;
import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.ranking.RateAnswer;
import dev.sextant.engine.ranking.RateContrast;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Whether the options of a choice differ in their best learning rates, and how sure that is, in sentences. */
final class GroupWording {
    /** Options and pairs named in a sentence; the others stand in the tables. */
    private static final int NAMED = 4;

    private final Ranking ranking;
    private final Grouping grouping;
    private final String name;

    GroupWording(Ranking ranking, Grouping grouping) {
        this.ranking = ranking;
        this.grouping = grouping;
        this.name = name(ranking, grouping);
    }

    /** The choice's short name. */
    static String name(Ranking ranking, Grouping grouping) {
        return Naming.brief(ranking.template().space().shortName(grouping.path()));
    }

    /** The answer, then what is to be known with it; a sentence each, one at least. */
    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        if (ranking.trials().isEmpty())
            return List.of("Nothing can be said by %s: no trial has ended yet.".formatted(name));
        if (grouping.values().size() == 1)
            sentences.add("%s has one option only (%s), so that there is nothing to compare."
                    .formatted(name, option(grouping.values().getFirst().schedule())));
        if (grouping.method() == Grouping.Method.NONE) sentences.add(without());
        else {
            sentences.add(rates());
            sentences.add(difference());
            sentences.addAll(apart());
            sentences.add(within());
        }
        sentences.add(inactive());
        sentences.removeIf(String::isEmpty);
        return sentences;
    }

    private String without() {
        if (grouping.path().equals(Axes.RATE))
            return "The learning rate is what trials are grouped by, so that no best one is told beside it.";
        double fixed = Axes.of(ranking.template()).fixedRate();
        return Double.isFinite(fixed)
                ? "The learning rate does not vary (%s), so that there is no best one by %s."
                        .formatted(Figures.number(fixed), name)
                : "The trainer has no learning rate of its own, so that there is no best one by %s.".formatted(name);
    }

    /** The best rate of every option. */
    private String rates() {
        List<String> parts = new ArrayList<>();
        for (BestRate rate : grouping.rates().rates())
            if (parts.size() < NAMED) parts.add(option(rate.option()) + " " + told(rate));
        int more = grouping.rates().rates().size() - parts.size();
        return "Best learning rate by %s, %s: %s%s."
                .formatted(
                        name,
                        switch (grouping.method()) {
                            case MODEL -> "by the model of the response, with 95 % intervals";
                            case RESAMPLES -> "the middle of the best trials, with 95 % intervals of resamples";
                            case TRIALS, NONE -> "the middle of the best trials";
                        },
                        String.join("; ", parts),
                        more > 0 ? "; %d more in the tables".formatted(more) : "");
    }

    private String told(BestRate rate) {
        if (!rate.told()) return "too few to tell (%s)".formatted(trials(rate.trials()));
        String ends = Double.isFinite(rate.low())
                ? Figures.number(rate.low(), 2) + " … " + Figures.number(rate.high(), 2) + ", "
                : "";
        return "around %s (%s%s)".formatted(Figures.number(rate.rate(), 2), ends, trials(rate.trials()));
    }

    private static String trials(int count) {
        return count == 0 ? "no completed trial" : Figures.count(count) + (count == 1 ? " trial" : " trials");
    }

    /** Whether they differ. */
    private String difference() {
        if (grouping.values().size() == 1) return "";
        if (grouping.rates().told() < 2)
            return "Whether the best rates differ cannot be said: it takes %d completed trials with each of two options."
                    .formatted(BestRate.LEAST);
        if (grouping.method() == Grouping.Method.TRIALS)
            return "Whether these differ cannot be said: the search chose its trials by results, and %s."
                    .formatted(
                            ranking.insights().response() == null
                                    ? ranking.insights().withoutResponse()
                                    : "the model of the response is not to be trusted");
        return contrasts(grouping.rates().contrasts());
    }

    private String contrasts(List<RateContrast> contrasts) {
        if (contrasts.isEmpty()) return "";
        if (contrasts.size() == 1) return "The best rate is " + single(contrasts.getFirst()) + ".";
        List<RateContrast> sure = contrasts.stream()
                .filter(RateContrast::sure)
                .sorted(Comparator.comparingDouble(RateContrast::share).reversed())
                .toList();
        if (sure.isEmpty())
            return "Of no pair is it sure that the best rates differ; nearest to it: " + larger(nearest(contrasts))
                    + ".";
        List<String> parts = new ArrayList<>();
        for (RateContrast one : sure.subList(0, Math.min(NAMED, sure.size()))) parts.add(larger(one));
        int more = sure.size() - parts.size();
        return "The best rates of %s differ (5 %% level, all pairs together): %s%s."
                .formatted(
                        sure.size() == contrasts.size()
                                ? "every pair"
                                : "%d of %d pairs".formatted(sure.size(), contrasts.size()),
                        String.join("; ", parts),
                        more > 0 ? "; and %d more".formatted(more) : "");
    }

    private static RateContrast nearest(List<RateContrast> contrasts) {
        RateContrast most = contrasts.getFirst();
        for (RateContrast one : contrasts) if (one.share() > most.share()) most = one;
        return most;
    }

    private String single(RateContrast only) {
        return larger(only) + ": " + (only.sure() ? "they differ (5 % level)" : "that they differ is not sure");
    }

    /** The same with each optimizer, which a learning rate depends on more than on anything. */
    private String within() {
        List<String> parts = new ArrayList<>();
        for (RateAnswer answer : grouping.within()) {
            if (answer.contrasts().isEmpty() || parts.size() == NAMED) continue;
            RateContrast most = nearest(answer.contrasts());
            parts.add("%s larger with %s than with %s in %s, %s"
                    .formatted(
                            option(answer.within()),
                            option(most.larger()),
                            option(most.smaller()),
                            count(most) + times(most, " times ("),
                            most.sure() ? "sure (5 % level)" : "not sure"));
        }
        return parts.isEmpty() ? "" : "Like with like: with %s.".formatted(String.join("; with ", parts));
    }

    /** {@code larger with true than with false in 1966 of 2000 draws of the model, 6.3 times as large (2.1 … 15)}. */
    private String larger(RateContrast contrast) {
        return "larger with %s than with %s in %s"
                .formatted(option(contrast.larger()), option(contrast.smaller()), evidence(contrast));
    }

    /** {@code 1966 of 2000 draws of the model, 6.3 times as large (95 % interval 2.1 … 15)}. */
    private String evidence(RateContrast contrast) {
        return count(contrast)
                + (grouping.method() == Grouping.Method.MODEL ? " draws of the model" : " resamples")
                + times(contrast, " times as large (95 % interval ");
    }

    private static String count(RateContrast contrast) {
        // Half a draw counts for neither.
        return (long) Math.floor(contrast.share() * contrast.draws()) + " of " + contrast.draws();
    }

    /** By how much; empty where a rate is 0 or below. */
    private static String times(RateContrast contrast, String words) {
        return Double.isFinite(contrast.ratio())
                ? ", %s%s%s … %s)"
                        .formatted(
                                Figures.number(contrast.ratio(), 2),
                                words,
                                Figures.number(contrast.low(), 2),
                                Figures.number(contrast.high(), 2))
                : "";
    }

    /** What else is different among the best trials. */
    private List<String> apart() {
        List<String> sentences = new ArrayList<>();
        for (Apart other : grouping.apart()) {
            List<String> parts = new ArrayList<>();
            for (int at = 0; at < other.usual().size() && parts.size() < NAMED; at++)
                if (!other.usual().get(at).isEmpty())
                    parts.add("%s with %s"
                            .formatted(
                                    option(other.usual().get(at)),
                                    option(grouping.values().get(at).schedule())));
            String shown = Naming.brief(ranking.template().space().shortName(other.path()));
            boolean answered = !grouping.within().isEmpty() && other.path().equals(Axes.OPTIMIZER);
            sentences.add("Their best trials differ in %s, too (mostly %s), which may be why%s."
                    .formatted(shown, String.join(", ", parts), answered ? "" : "; see --by " + shown));
        }
        return sentences;
    }

    private String inactive() {
        int count = grouping.inactive();
        return count == 0
                ? ""
                : "%s no %s, which stands below an option that %s not choose: %s in no group."
                        .formatted(
                                count == 1 ? "1 trial has" : Figures.count(count) + " trials have",
                                name,
                                count == 1 ? "it did" : "they did",
                                count == 1 ? "it is" : "they are");
    }

    static String option(String label) {
        return Naming.brief(label);
    }
}
