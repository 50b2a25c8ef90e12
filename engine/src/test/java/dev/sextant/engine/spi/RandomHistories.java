// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.spi;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.trial.Constraint;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Note;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Observation;
import dev.sextant.engine.trial.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Views of every kind: trials that nobody searched for, with results that a search would rather not see. Each history
 * has a temper of its own, so that what is rare in a mixture (all fail, all are equal, one parameter never varies) is
 * met whole.
 */
public final class RandomHistories {
    private static final double[] STRANGE = {
        1e300,
        -1e300,
        -0.0,
        0.0,
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        Double.MIN_NORMAL,
        1,
        Math.nextUp(1.0),
        -1,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        1e18,
        1e-18
    };

    private final DrawSequence chance;

    public RandomHistories(DrawSequence chance) {
        this.chance = chance;
    }

    /** How the results of a history look. */
    private enum Temper {
        ORDINARY,
        FAILED,
        DIVERGED,
        PRUNED,
        EQUAL,
        STRANGE,
        FEW_VALUES,
        CLIFF,
        MIXED
    }

    /** A view of at most {@code most} observed trials, of up to {@code epochs} epochs each, without notes. */
    public View next(Space space, int most, int epochs) {
        Goals goals = goals();
        Temper temper = Temper.values()[chance.below(Temper.values().length)];
        int observed = chance.below(8) == 0 ? chance.below(4) : chance.below(most + 1);
        int pending = chance.below(2) == 0 ? 0 : chance.below(21);
        double level = STRANGE[chance.below(STRANGE.length)];
        long stride = chance.below(8) == 0 ? 1 + chance.below(9_000_000 / (most + 1)) : 1;
        List<Configuration> configurations = configurations(space, observed + pending);
        List<Observation> trials = new ArrayList<>();
        for (int i = 0; i < observed; i++)
            trials.add(new Observation(
                    i * stride, configurations.get(i), outcome(temper, level, goals, epochs), Note.EMPTY));
        List<Configuration> between = configurations.subList(observed, observed + pending);
        return new View(space, goals, trials, between);
    }

    private Direction direction() {
        return chance.below(2) == 0 ? Direction.MINIMIZE : Direction.MAXIMIZE;
    }

    private Goals goals() {
        List<Objective> objectives = new ArrayList<>();
        int count = chance.below(3) > 0 ? 1 : 2 + chance.below(2);
        for (int i = 0; i < count; i++) objectives.add(new Objective("m" + i, direction()));
        List<Constraint> constraints = new ArrayList<>();
        if (chance.below(3) == 0)
            for (int i = 0; i <= chance.below(2); i++)
                constraints.add(new Constraint(
                        "m" + chance.below(4),
                        chance.below(2) == 0 ? Constraint.Side.AT_MOST : Constraint.Side.AT_LEAST,
                        switch (chance.below(4)) {
                            case 0 -> 1e300; // kept by nearly all, or by nearly none
                            case 1 -> -1e300;
                            case 2 -> 0;
                            default -> chance.normal();
                        }));
        return new Goals(objectives, constraints);
    }

    private List<Configuration> configurations(Space space, int count) {
        List<Configuration> configurations = new ArrayList<>();
        int duplicates = new int[] {0, 0, 2, 9}[chance.below(4)]; // in ten
        boolean corners = chance.below(4) == 0;
        double spread = new double[] {1, 1, 0.1, 1e-9}[chance.below(4)];
        double[] centre = units(space);
        boolean[] constant = new boolean[centre.length];
        if (chance.below(4) == 0) for (int d = 0; d < constant.length; d++) constant[d] = chance.below(2) == 0;
        while (configurations.size() < count) {
            if (configurations.isEmpty()) configurations.add(space.preset());
            else if (chance.below(10) < duplicates)
                configurations.add(configurations.get(chance.below(configurations.size())));
            else {
                double[] unit = units(space);
                for (int d = 0; d < unit.length; d++) {
                    if (corners) unit[d] = unit[d] < 0.5 ? 0 : 1;
                    unit[d] = constant[d] ? centre[d] : centre[d] + spread * (unit[d] - centre[d]);
                }
                configurations.add(space.fromUnit(unit));
            }
        }
        return configurations;
    }

    private double[] units(Space space) {
        double[] unit = new double[space.dimensions()];
        for (int d = 0; d < unit.length; d++) unit[d] = chance.uniform();
        return unit;
    }

    private Outcome outcome(Temper temper, double level, Goals goals, int epochs) {
        return switch (temper) {
            case ORDINARY -> completed(chance.normal(), goals, epochs);
            case FAILED -> new Outcome.Failed("no answer");
            case DIVERGED -> diverged(epochs);
            case PRUNED -> pruned(chance.normal(), epochs);
            case EQUAL -> completed(level, goals, epochs);
            case STRANGE -> any(strange(), goals, epochs);
            case FEW_VALUES -> completed(chance.below(3), goals, epochs);
            case CLIFF -> any(chance.below(3) == 0 ? 1e300 * chance.uniform() : chance.normal(), goals, epochs);
            case MIXED -> any(chance.below(8) == 0 ? strange() : chance.normal(), goals, epochs);
        };
    }

    private Outcome any(double value, Goals goals, int epochs) {
        return switch (chance.below(8)) {
            case 0 -> new Outcome.Failed("no answer");
            case 1 -> diverged(epochs);
            case 2 -> pruned(chance.below(8) == 0 ? Double.POSITIVE_INFINITY : value, epochs);
            default -> completed(value, goals, epochs);
        };
    }

    private double strange() {
        return STRANGE[chance.below(STRANGE.length)];
    }

    private Outcome completed(double value, Goals goals, int epochs) {
        Map<String, Double> metrics = new TreeMap<>();
        boolean whole = chance.below(3) > 0;
        for (String metric : goals.metrics())
            switch (whole ? 3 : chance.below(6)) {
                case 0 -> {} // not told
                case 1 -> metrics.put(metric, Double.NaN);
                case 2 -> metrics.put(metric, direction().minimized(Double.POSITIVE_INFINITY));
                case 3, 4 -> metrics.put(metric, chance.normal());
                default -> metrics.put(metric, strange());
            }
        metrics.put(goals.first().metric(), value);
        double[] curve = curve(value, chance.below(4) == 0 ? 1 + chance.below(epochs) : epochs);
        int best = 1 + chance.below(curve.length);
        curve[best - 1] = value;
        return new Outcome.Completed(value, best, metrics, new LearningCurve(curve));
    }

    private Outcome pruned(double value, int epochs) {
        double[] curve = curve(value, 1 + chance.below(epochs));
        return new Outcome.Pruned(value, 1 + chance.below(curve.length), new LearningCurve(curve));
    }

    private Outcome diverged(int epochs) {
        if (chance.below(4) == 0) return new Outcome.Diverged(LearningCurve.EMPTY);
        double[] curve = curve(chance.normal(), 1 + chance.below(epochs));
        curve[curve.length - 1] =
                chance.below(2) == 0 ? Double.NaN : direction().minimized(Double.POSITIVE_INFINITY);
        return new Outcome.Diverged(new LearningCurve(curve));
    }

    private double[] curve(double value, int epochs) {
        double[] curve = new double[epochs];
        boolean flat = chance.below(4) == 0;
        for (int i = 0; i < epochs; i++) curve[i] = flat ? value : value + chance.uniform() / (i + 1);
        return curve;
    }
}
