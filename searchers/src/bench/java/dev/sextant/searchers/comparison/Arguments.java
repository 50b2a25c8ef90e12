// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.comparison;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for.
 *
 * @param against files of curves to compare with
 * @param only the labels of the searchers to compare, or all when empty
 * @param brief whether to leave out the lines of single problems
 */
record Arguments(
        List<Contender> searchers,
        List<String> problems,
        long firstSeed,
        int seeds,
        int trials,
        List<Integer> workers,
        List<Schedule> schedules,
        int threads,
        @Nullable Path tables,
        @Nullable Path csv,
        List<Path> against,
        List<String> only,
        @Nullable String reference,
        boolean brief) {
    static final String USAGE = """
            Compares searchers on problems with a known minimum. Options:
              --searchers LIST   names, options as JSON: bayesian={"initial":5},random; or none
              --problems LIST    names, families (smooth, hard, lr, tables, functions, rates, recorded, holdout-functions,
                                 holdout-rates, holdout-tables) or groups (formulas, prototype, development, holdout);
                                 default: formulas
              --seeds N          searches of each problem (20); --first-seed N (0)
              --trials N         of each search (80)
              --workers LIST     virtual workers (1,4,16)
              --schedules LIST   window: trial k sees trials 0 … k − workers; asynchronous: whatever is done (window)
              --threads N        searches at once (1)
              --tables FOLDER    the recorded tables
              --csv FILE         writes every curve
              --against FILE     compares with curves written earlier, by this or another tool; may be repeated
              --only LIST        compares these alone; searchers of a file bear its name where labels clash: bayesian@old
              --reference NAME   differences are to this searcher (the first)
              --brief            leaves out the lines of single problems
            """;

    static Arguments read(String[] words) {
        List<Contender> searchers = List.of();
        List<String> problems = List.of("formulas");
        long firstSeed = 0;
        int seeds = 20;
        int trials = 80;
        List<Integer> workers = List.of(1, 4, 16);
        List<Schedule> schedules = List.of(Schedule.WINDOW);
        int threads = 1;
        Path tables = null;
        Path csv = null;
        List<Path> against = new ArrayList<>();
        List<String> only = List.of();
        String reference = null;
        boolean brief = false;
        for (int i = 0; i < words.length; i++) {
            String option = words[i];
            if (option.equals("--brief")) {
                brief = true;
                continue;
            }
            if (++i == words.length)
                throw new IllegalArgumentException("%s needs a value%n%n%s".formatted(option, USAGE));
            String value = words[i];
            switch (option) {
                case "--searchers" -> searchers = value.equals("none") ? List.of() : Contender.read(value);
                case "--problems" -> problems = list(value);
                case "--first-seed" -> firstSeed = count(option, value, 0);
                case "--seeds" -> seeds = count(option, value, 1);
                case "--trials" -> trials = count(option, value, 10);
                case "--workers" ->
                    workers = list(value).stream()
                            .map(one -> count(option, one, 1))
                            .toList();
                case "--schedules" ->
                    schedules = list(value).stream().map(Schedule::read).toList();
                case "--threads" -> threads = count(option, value, 1);
                case "--tables" -> tables = Path.of(value);
                case "--csv" -> csv = Path.of(value);
                case "--against" -> against.add(Path.of(value));
                case "--only" -> only = list(value);
                case "--reference" -> reference = value;
                default -> throw new IllegalArgumentException("there is no option %s%n%n%s".formatted(option, USAGE));
            }
        }
        if (searchers.isEmpty() && against.isEmpty())
            throw new IllegalArgumentException("say what to compare%n%n%s".formatted(USAGE));
        return new Arguments(
                searchers, problems, firstSeed, seeds, trials, workers, schedules, threads, tables, csv, against, only,
                reference, brief);
    }

    private static List<String> list(String value) {
        return Arrays.stream(value.split(",")).map(String::strip).toList();
    }

    private static int count(String option, String value, int least) {
        int count;
        try {
            count = Integer.parseInt(value.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("%s must be a whole number, got %s".formatted(option, value), e);
        }
        if (count < least)
            throw new IllegalArgumentException("%s (%d) must be at least %d".formatted(option, count, least));
        return count;
    }
}
