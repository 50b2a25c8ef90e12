// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.problem;

import dev.sextant.engine.space.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Recorded results of real networks as problems, read from a folder when they are asked for. Names begin with the
 * collection:
 *
 * <ul>
 *   <li>{@code fc_}: FCNet (Klein and Hutter 2019), every network of a grid; log10 of the mean squared error
 *   <li>{@code hb_}: the networks of HPOBench (Eggensperger et al. 2021), every one of a grid; the error rate
 *   <li>both with {@code _raw} behind: an unscaled result of one of the recorded seeds, judged by their mean
 *   <li>{@code ts_0} … {@code ts_5}: TaskSet (Metz et al. 2020), Adam on six text classifiers; the final loss of the
 *       nearest recorded row; with {@code _early} behind: its loss after a quarter of the training
 *   <li>{@code lc_}: LCBench (Zimmer et al. 2021); the cross-entropy of the nearest recorded row
 *   <li>{@code do_}: DeepOBS (Schneider et al. 2019); three optimizers, each with its own learning rate, between
 *       recorded ones on the line between their final losses
 * </ul>
 *
 * <p>Threads: any number.
 */
public final class RecordedTables {
    /** What the searchers were developed on. */
    public static final List<String> TABLES = List.of(
            "fc_parkinsons",
            "fc_slice",
            "hb_car",
            "hb_vehicle",
            "ts_0",
            "ts_1",
            "ts_2",
            "ts_3",
            "ts_4",
            "ts_5",
            "lc_car",
            "lc_jasmine",
            "lc_kc1");

    /** Grids with the noise of their seeds, and learning rates below optimizers. */
    public static final List<String> MORE_TABLES = List.of(
            "fc_parkinsons_raw",
            "fc_slice_raw",
            "hb_car_raw",
            "hb_vehicle_raw",
            "do_cifar10_3c3d",
            "do_fmnist_2c2d",
            "do_mnist_vae",
            "do_quadratic_deep",
            "do_tolstoi_char_rnn");

    /** Not to be developed on. */
    public static final List<String> HELD_OUT_TABLES = List.of(
            "hb_phoneme",
            "hb_phoneme_raw",
            "lc_Fashion-MNIST",
            "lc_adult",
            "lc_christine",
            "lc_higgs",
            "lc_vehicle",
            "ts_1_early",
            "ts_3_early",
            "ts_5_early",
            "do_cifar100_allcnnc",
            "do_fmnist_vae",
            "do_svhn_wrn164");

    private static final List<String> TASKS = List.of(
            "patch128_LSTM128_avg_bs64",
            "patch128_LSTM128_embed128_bs64",
            "patch32_GRU64_avg_bs128",
            "patch32_IRNN64_relu_last_bs128",
            "patch32_LSTM128_bs128",
            "patch32_VRNN64_relu_avg_bs128");
    private static final Map<String, String> FCNET =
            Map.of("parkinsons", "parkinsons_telemonitoring", "slice", "slice_localization");

    private final Path folder;
    private final Map<String, Problem> read = new ConcurrentHashMap<>();

    public RecordedTables(Path folder) {
        this.folder = folder;
    }

    /** Whether a problem of this name is one of a recorded table. */
    public static boolean named(String name) {
        return Stream.of("fc_", "hb_", "ts_", "lc_", "do_").anyMatch(name::startsWith);
    }

    public Problem of(String name) {
        return read.computeIfAbsent(name, this::read);
    }

    private Problem read(String name) {
        boolean raw = name.endsWith("_raw");
        String rest = name.substring(3).replace("_raw", "").replace("_early", "");
        return switch (name.substring(0, 3)) {
            case "fc_" ->
                GridTable.of(
                        name, file("hpolib_" + FCNET.getOrDefault(rest, rest)), raw, raw ? y -> y : StrictMath::log10);
            case "hb_" -> GridTable.of(name, file("hpobench_" + rest), raw, y -> 1 - y);
            case "ts_" -> taskset(name, Integer.parseInt(rest), name.endsWith("_early") ? "v12" : "v50");
            case "lc_" -> lcbench(name, rest);
            default -> RateTable.of(name, file("deepobs_lr").where("problem", rest));
        };
    }

    private RecordedTable file(String stem) {
        Path file = folder.resolve(stem + ".csv.gz");
        if (!Files.isRegularFile(file))
            throw new IllegalArgumentException("there is no table %s in %s".formatted(file.getFileName(), folder));
        return RecordedTable.read(file);
    }

    private Problem taskset(String name, int task, String checkpoint) {
        RecordedTable table = file("taskset_FixedTextRNNClassification_imdb_" + TASKS.get(task));
        List<Parameter> parameters = List.of(
                Parameters.log("learning_rate", 1e-8, 10),
                Parameters.log("omb1", 1e-4, 1),
                Parameters.log("omb2", 1e-6, 1),
                Parameters.log("epsilon", 1e-10, 1e3),
                Parameters.log("l1", 1e-8, 10),
                Parameters.log("l2", 1e-8, 10),
                Parameters.log("linear_decay", 1e-7, 1e-4),
                Parameters.log("exponential_decay", 1e-6, 1e-3));
        double[][] columns = parameters.stream()
                .map(parameter -> switch (parameter.path()) {
                    case "omb1" -> below(table.numbers("beta1"), 1e-4);
                    case "omb2" -> below(table.numbers("beta2"), 1e-6);
                    default -> table.numbers(parameter.path());
                })
                .toArray(double[][]::new);
        return PointCloud.of(name, parameters, columns, table.numbers(checkpoint));
    }

    /** What each number lies below one, at least {@code least}: what rounding made one stands at the range's end. */
    private static double[] below(double[] numbers, double least) {
        return IntStream.range(0, numbers.length)
                .mapToDouble(i -> Math.max(least, 1 - numbers[i]))
                .toArray();
    }

    private Problem lcbench(String name, String dataset) {
        RecordedTable table = file("lcbench_" + dataset);
        List<Parameter> parameters = List.of(
                Parameters.logWhole("batch_size", 16, 512),
                Parameters.log("learning_rate", 1e-4, .1),
                Parameters.linear("momentum", .1, .99),
                Parameters.linear("weight_decay", 1e-5, .1),
                Parameters.whole("num_layers", 1, 5),
                Parameters.logWhole("max_units", 64, 1024),
                Parameters.linear("max_dropout", 0, 1));
        double[][] columns = parameters.stream()
                .map(parameter -> table.numbers(parameter.path()))
                .toArray(double[][]::new);
        return PointCloud.of(name, parameters, columns, table.numbers("final_val_cross_entropy"));
    }
}
