// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.comparison;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Curves as comma-separated values, one search a line; the regrets stand in the last column, parted by spaces. Other
 * tools may write the same, to be compared. The searcher's label may hold commas: it stands in double quotes then.
 */
final class CurveFile {
    private static final String HEADING =
            "searcher,problem,seed,workers,schedule,cpuMillis,wallMillis,utilisation,regrets";
    private static final int AFTER_SEARCHER = 8;

    private CurveFile() {}

    static void heading(PrintWriter out) {
        out.println(HEADING);
    }

    static void write(PrintWriter out, Curve curve) {
        Curve.Cell cell = curve.cell();
        out.printf(
                Locale.ROOT,
                "\"%s\",%s,%d,%d,%s,%.4f,%.4f,%.4f,%s%n",
                curve.searcher().replace("\"", "\"\""),
                cell.problem(),
                cell.seed(),
                cell.workers(),
                cell.schedule(),
                curve.cpuMillis(),
                curve.wallMillis(),
                curve.utilisation(),
                Arrays.stream(curve.regrets()).mapToObj(Double::toString).collect(Collectors.joining(" ")));
        out.flush();
    }

    static List<Curve> read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            if (lines.isEmpty() || !lines.getFirst().equals(HEADING))
                throw new IllegalArgumentException(
                        "%s holds no curves: its first line must be %s".formatted(file, HEADING));
            return IntStream.range(1, lines.size())
                    .mapToObj(i -> curve(file, i + 1, lines.get(i)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the curves in %s".formatted(file), e);
        }
    }

    private static Curve curve(Path file, int number, String line) {
        try {
            boolean quoted = line.startsWith("\"");
            int end = quoted ? line.lastIndexOf('"') : line.indexOf(',') - 1;
            String searcher = quoted ? line.substring(1, end).replace("\"\"", "\"") : line.substring(0, end + 1);
            String[] parts = line.substring(end + 1).split(",", -1);
            if (parts.length != AFTER_SEARCHER + 1) throw new IllegalArgumentException("expected 9 cells");
            return new Curve(
                    searcher,
                    new Curve.Cell(
                            parts[1], Long.parseLong(parts[2]), Integer.parseInt(parts[3]), Schedule.read(parts[4])),
                    Double.parseDouble(parts[5]),
                    Double.parseDouble(parts[6]),
                    Double.parseDouble(parts[7]),
                    Arrays.stream(parts[8].split(" "))
                            .mapToDouble(Double::parseDouble)
                            .toArray());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "%s, line %d is not a curve (%s): %s".formatted(file, number, HEADING, e.getMessage()), e);
        }
    }
}
