// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.comparison;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Standings as text. */
final class Report {
    private static final int[] SNAPSHOTS = {10, 20, 40, 80};

    private final PrintStream out;
    private final Standings standings;
    private final String reference;
    private final int width;

    Report(PrintStream out, Standings standings, String reference) {
        this.out = out;
        this.standings = standings;
        this.reference = reference;
        this.width = widest("searcher", standings.searchers());
    }

    /** Regret after some trials, and the score, of every searcher on every problem. */
    void problems() {
        int name = widest("problem", standings.problems());
        List<Integer> after = new ArrayList<>();
        for (int snapshot : SNAPSHOTS) if (snapshot <= standings.trials()) after.add(snapshot);
        line("regret after some trials (median over seeds); area: mean of the log-regret with its standard error");
        line("%s  %s%s  area".formatted(pad("problem", name), pad("searcher", width), heads(after)));
        for (String problem : standings.problems())
            for (String searcher : standings.searchers()) {
                String regrets = after.stream()
                        .map(trials -> "%10.3g".formatted(standings.regret(searcher, problem, trials)))
                        .collect(Collectors.joining());
                Standings.Mean score = standings.score(searcher, problem);
                line("%s  %s%s  %6.3f ± %.3f"
                        .formatted(pad(problem, name), pad(searcher, width), regrets, score.value(), score.error()));
            }
        line("");
    }

    private static int widest(String heading, List<String> names) {
        return names.stream().mapToInt(String::length).reduce(heading.length(), Math::max);
    }

    private static String heads(List<Integer> after) {
        return after.stream().map(trials -> "%10s".formatted("@" + trials)).collect(Collectors.joining());
    }

    /** The mean score by family, with what each searcher is worse than the reference. */
    void families() {
        List<String> families = standings.families();
        line("area by family, lower is better; in brackets what it is worse than %s, paired by seed"
                .formatted(reference));
        line("%s%s%26s"
                .formatted(
                        pad("searcher", width),
                        families.stream().map("%26s"::formatted).collect(Collectors.joining()),
                        "mean"));
        for (String searcher : standings.searchers()) {
            StringBuilder row = new StringBuilder(pad(searcher, width));
            for (String family : families)
                row.append(cell(
                        searcher,
                        standings.familyScore(searcher, family),
                        standings.difference(searcher, reference, family)));
            row.append(cell(searcher, standings.score(searcher), standings.difference(searcher, reference)));
            line(row.toString());
        }
        line("");
    }

    private String cell(String searcher, double score, Standings.Mean difference) {
        String behind =
                searcher.equals(reference) ? "" : "(%+.3f ± %.3f)".formatted(difference.value(), difference.error());
        return "%26s".formatted("%.3f %16s".formatted(score, behind));
    }

    /** Mean ranks over the problems, whether they differ, and from which difference on. */
    void ranks() {
        if (standings.searchers().size() < 2) return;
        Friedman friedman = standings.ranks();
        double[] ranks = friedman.ranks();
        String order = IntStream.range(0, ranks.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> ranks[i]))
                .map(i -> "%s %.2f".formatted(standings.searchers().get(i), ranks[i]))
                .collect(Collectors.joining(", "));
        line("mean rank over %d problems: %s".formatted(standings.problems().size(), order));
        line("Friedman: chi-square %.2f with %d degrees of freedom, p = %.2g; ranks %.2f apart differ (Nemenyi, 5 %%)"
                .formatted(friedman.chiSquare(), ranks.length - 1, friedman.p(), friedman.criticalDifference()));
        line("");
    }

    /** Milliseconds a suggestion. */
    void times() {
        line("%s  ms a suggestion: cpu      clock   workers busy".formatted(pad("searcher", width)));
        for (String searcher : standings.searchers())
            line("%s%25.3f %10.3f %14s"
                    .formatted(
                            pad(searcher, width),
                            standings.mean(searcher, Curve::cpuMillis),
                            standings.mean(searcher, Curve::wallMillis),
                            share(standings.mean(searcher, Curve::utilisation))));
        line("");
    }

    /** A dash where the curves' tool did not say. */
    private static String share(double part) {
        return Double.isNaN(part) ? "–" : "%.0f %%".formatted(100 * part);
    }

    private void line(String text) {
        out.println(text.stripTrailing());
    }

    private static String pad(String text, int width) {
        return String.format(Locale.ROOT, "%-" + width + "s", text);
    }
}
