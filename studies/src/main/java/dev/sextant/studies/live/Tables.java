// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.live;

import dev.sextant.engine.ranking.Axes;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Value;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.Trial;
import dev.sextant.studies.report.Figures;
import dev.sextant.studies.report.Naming;
import dev.sextant.studies.terminal.Glyphs;
import dev.sextant.studies.terminal.Grid;
import dev.sextant.studies.terminal.Line;
import dev.sextant.studies.terminal.Sparkline;
import dev.sextant.studies.terminal.Style;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The tables of a running study: what runs, the leaders, the schedules so far. Heads first, then so many rows. */
final class Tables {
    /** From this width on heads are whole words. */
    private static final int WIDE = 96;

    private static final int CURVE = 12;
    private static final int SHORT_CURVE = 6;
    /** Decimals say nothing of values as large as this. */
    private static final double LARGE = 1e4;

    static final String EPOCHS = "epochs";

    private final WatchedStudy study;
    private final Glyphs glyphs;

    Tables(WatchedStudy study, Glyphs glyphs) {
        this.study = study;
        this.glyphs = glyphs;
    }

    private String value(int width) {
        return width < WIDE ? "value" : study.goals().first().metric();
    }

    private static String rate(int width) {
        return width < WIDE ? "lr" : "learning rate";
    }

    /** As one column, all with the decimals of the best. */
    private String figure(Picture picture, int objective, double value) {
        if (!Double.isFinite(value)) return glyphs.none();
        // Counts, as of parameters: the first objective is what trainings report, and seldom counts anything.
        if (objective > 0 && value == Math.rint(value)) return Long.toString((long) value);
        if (Math.abs(value) >= LARGE) return Figures.number(value, 4);
        double best = picture.bests().get(objective).value();
        return Figures.like(Double.isFinite(best) ? best : value).column(value);
    }

    /** Where there are more slots than rows the last says so. */
    List<Line> running(Picture picture, int rows, int width) {
        List<@Nullable Training> slots = picture.slots();
        boolean all = study.workers() <= rows;
        int shown = Math.min(slots.size(), all ? rows : rows - 1);
        List<@Nullable Training> first = slots.subList(0, shown);
        boolean curves = study.epochs() > 1 || slots.stream().anyMatch(slot -> slot != null && slot.epoch() > 0);
        Grid grid = new Grid().text("running", 0, cells(first, this::name), Style.PLAIN);
        if (curves)
            grid.number("epoch", 0, cells(first, this::epoch), Style.PLAIN)
                    .text(
                            "curve",
                            3,
                            cells(
                                    first,
                                    slot -> pad(
                                            Sparkline.of(slot.curve(), width < WIDE ? SHORT_CURVE : CURVE, glyphs),
                                            width)),
                            Style.CURVE)
                    .number(value(width), 2, cells(first, slot -> figure(picture, 0, slot.value())), Style.PLAIN);
        else grid.number("for", 2, cells(first, slot -> time(Duration.ofNanos(slot.nanos()))), Style.PLAIN);
        grid.text(
                "configuration", 1, cells(first, slot -> inFewWords(slot.trial().configuration())), Style.FAINT);
        List<Line> lines = new ArrayList<>(grid.lines(width, glyphs));
        if (!all) lines.add(new Line().add("  and " + (study.workers() - shown) + " more", Style.FAINT));
        return lines;
    }

    /** Curves grow, and what stands right of them is not to move. */
    private static String pad(String curve, int width) {
        return curve + " ".repeat((width < WIDE ? SHORT_CURVE : CURVE) - curve.length());
    }

    private static List<String> cells(List<@Nullable Training> slots, Function<Training, String> cell) {
        return slots.stream().map(slot -> slot == null ? "" : cell.apply(slot)).toList();
    }

    private String name(Training slot) {
        return switch (slot.trial().role()) {
            case Role.Search _ -> "  trial " + slot.trial().number();
            case Role.Confirmation(long of, int replicate) -> "  trial " + of + " seed " + replicate;
            case Role.Test(long of) -> "  trial " + of + " test";
        };
    }

    private String time(Duration time) {
        return time.toSeconds() < 1 ? glyphs.none() : Figures.duration(time);
    }

    private String epoch(Training slot) {
        long epochs =
                slot.trial().configuration().get(EPOCHS) instanceof Value.Whole whole ? whole.number() : study.epochs();
        return epochs > 1 ? slot.epoch() + "/" + epochs : Integer.toString(slot.epoch());
    }

    /** Learning rate and schedule first, in few words. */
    private String inFewWords(Configuration configuration) {
        List<String> parts = new ArrayList<>();
        if (configuration.get(Axes.RATE) != null)
            parts.add("lr " + Figures.number(study.axes().rateOf(configuration)));
        Value schedule = configuration.get(Axes.SCHEDULE);
        if (schedule != null) parts.add(Naming.text(schedule));
        parts.addAll(others(configuration));
        return String.join(", ", parts);
    }

    private List<String> others(Configuration configuration) {
        return Naming.parameters(
                study.space(), configuration, path -> !path.equals(Axes.RATE) && !path.equals(Axes.SCHEDULE));
    }

    List<Line> leaders(Picture picture, int rows, int width) {
        List<Trial> first =
                picture.leaders().subList(0, Math.min(rows, picture.leaders().size()));
        List<String> places = IntStream.range(0, first.size())
                .mapToObj(i -> place(i + 1) + "  trial " + first.get(i).number())
                .toList();
        Grid grid = new Grid().text("leaders", 0, places, Style.PLAIN);
        for (int i = 0; i < study.goals().objectives().size(); i++) {
            int objective = i;
            String metric = study.goals().objectives().get(i).metric();
            grid.number(
                    i == 0 ? value(width) : metric,
                    i == 0 ? 0 : 2,
                    trials(first, trial -> figure(picture, objective, found(trial, metric))),
                    Style.PLAIN);
        }
        if (!picture.fresh().isEmpty())
            grid.number("fresh seeds", 3, trials(first, trial -> fresh(picture, trial)), Style.GOOD);
        if (study.space().find(Axes.RATE) != null)
            grid.number(
                    rate(width),
                    0,
                    trials(first, trial -> Figures.number(study.axes().rateOf(trial.configuration()))),
                    Style.PLAIN);
        if (!study.schedules().isEmpty())
            grid.text(
                    "schedule",
                    1,
                    trials(first, trial -> {
                        String schedule = study.axes().scheduleOf(trial.configuration());
                        return schedule == null ? "" : schedule;
                    }),
                    Style.PLAIN);
        List<String> others = trials(first, trial -> String.join(", ", others(trial.configuration())));
        if (others.stream().anyMatch(cell -> !cell.isEmpty())) grid.text("what else varies", 4, others, Style.FAINT);
        return grid.lines(width, glyphs);
    }

    /** In three cells. Not by a format, whose machinery would cost as much as all else that the first drawing loads. */
    private static String place(int rank) {
        return " ".repeat(rank < 10 ? 2 : 1) + rank;
    }

    private static List<String> trials(List<Trial> trials, Function<Trial, String> cell) {
        return trials.stream().map(cell).toList();
    }

    private double found(Trial trial, String metric) {
        return trial.outcome() instanceof Outcome.Completed completed
                ? study.goals().metric(completed, metric)
                : Double.NaN;
    }

    /** {@code 0.0731 of 3}: the mean, and of how many seeds. */
    private String fresh(Picture picture, Trial trial) {
        Fresh fresh = picture.fresh().get(trial.number());
        return fresh == null ? glyphs.none() : figure(picture, 0, fresh.mean()) + " of " + fresh.seeds();
    }

    /** The best first; those without a value last, in the study's order. */
    List<Line> schedules(Picture picture, int rows, int width) {
        Objective objective = study.goals().first();
        List<ScheduleSoFar> first = picture.schedules().stream()
                .sorted(Comparator.comparing(ScheduleSoFar::best, objective.direction()::compare))
                .limit(rows)
                .toList();
        Grid grid = new Grid()
                .text("schedules so far", 0, cell(first, each -> "  " + each.schedule()), Style.PLAIN)
                .number(value(width), 0, cell(first, each -> figure(picture, 0, each.best())), Style.PLAIN);
        if (first.stream().anyMatch(each -> Double.isFinite(each.rate())))
            grid.number(
                    rate(width),
                    2,
                    cell(first, each -> Double.isNaN(each.rate()) ? glyphs.none() : Figures.number(each.rate())),
                    Style.PLAIN);
        return grid.number("trials", 1, cell(first, each -> Long.toString(each.trials())), Style.PLAIN)
                .lines(width, glyphs);
    }

    private static List<String> cell(List<ScheduleSoFar> schedules, Function<ScheduleSoFar, String> cell) {
        return schedules.stream().map(cell).toList();
    }
}
