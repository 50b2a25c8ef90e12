// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.problem;

import java.util.List;

/** The formula problems by kind: those that searchers are developed on, and those kept apart to check the result. */
public final class Families {
    /** Functions of the unit cube that a smooth model fits. */
    public static final List<String> SMOOTH =
            List.of("branin", "hartmann3", "hartmann6", "styblinski4", "ellipsoid6", "rosenbrock5");

    /** Functions of the unit cube with many valleys, a ridge or steps. */
    public static final List<String> HARD = List.of("ackley4", "levy6", "ridge6", "step5", "gallagher4", "rastrigin4");

    /** Responses to a learning rate. */
    public static final List<String> RATES = List.of("lr11", "lr12", "lr13", "lr14", "lr16", "lr18");

    /** Functions of both kinds in every number of dimensions from two to eight. */
    public static final List<String> FUNCTIONS = List.of(
            "sixhump2",
            "goldstein2",
            "turned_rosenbrock2",
            "ackley2",
            "levy3",
            "ellipsoid3",
            "rastrigin3",
            "shekel4",
            "rosenbrock4",
            "turned_levy4",
            "ackley5",
            "styblinski5",
            "ellipsoid5",
            "turned_rosenbrock6",
            "styblinski6",
            "ellipsoid7",
            "levy7",
            "rosenbrock7",
            "ackley8",
            "turned_levy8",
            "styblinski8",
            "rosenbrock8");

    /** Learning rates beside other parameters, with loud noise, and trees of conditions. */
    public static final List<String> MORE_RATES =
            List.of("lr17", "lr11wide", "lr12loud", "lr13loud", "lr18loud", "jenatton", "jenatton_tilted");

    /** Not to be developed on. */
    public static final List<String> HELD_OUT_FUNCTIONS = List.of(
            "michalewicz2",
            "crossintray",
            "griewank3",
            "powell4",
            "dixonprice4",
            "spherelog4",
            "michalewicz5",
            "zakharov5",
            "griewank6",
            "spherelog7",
            "dixonprice8",
            "powell8");

    /** Not to be developed on. */
    public static final List<String> HELD_OUT_RATES = List.of("lr21", "lr22", "lr23", "lr24");

    private Families() {}
}
