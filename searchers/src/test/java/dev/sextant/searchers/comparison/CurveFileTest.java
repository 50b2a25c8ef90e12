// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.comparison;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurveFileTest {
    private static final String HEADING =
            "searcher,problem,seed,workers,schedule,cpuMillis,wallMillis,utilisation,regrets";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void whatIsWrittenIsRead() throws IOException {
        Path file = folder.resolve("curves.csv");
        Curve.Cell cell = new Curve.Cell("branin", 3, 4, Schedule.ASYNCHRONOUS);
        double[] regrets = {Double.POSITIVE_INFINITY, 1.0 / 3, 1e-300};
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
            CurveFile.heading(out);
            CurveFile.write(out, new Curve("grid={\"points\":2,\"order\":\"shuffled\"}", cell, .25, .5, .75, regrets));
        }
        Curve read = CurveFile.read(file).getFirst();
        assertEquals("grid={\"points\":2,\"order\":\"shuffled\"}", read.searcher());
        assertEquals(cell, read.cell());
        assertEquals(.25, read.cpuMillis());
        assertArrayEquals(regrets, read.regrets());
    }

    @Test
    void anotherToolMayLeaveOutTheQuotes() throws IOException {
        Path file = folder.resolve("other.csv");
        Files.write(file, List.of(HEADING, "other-gp,lr11,0,1,window,12.5,13,NaN,Infinity 0.5 0.25"));
        Curve read = CurveFile.read(file).getFirst();
        assertEquals("other-gp", read.searcher());
        assertArrayEquals(new double[] {Double.POSITIVE_INFINITY, .5, .25}, read.regrets());
    }

    @Test
    void aLineThatIsNoCurveIsNamed() throws IOException {
        Path file = folder.resolve("bad.csv");
        Files.write(file, List.of(HEADING, "other,lr11,zero,1,window,1,1,1,1"));
        assertEquals(
                "%s, line 2 is not a curve (%s): For input string: \"zero\"".formatted(file, HEADING),
                assertThrows(IllegalArgumentException.class, () -> CurveFile.read(file))
                        .getMessage());
        Files.write(file, List.of("a,b"));
        assertEquals(
                "%s holds no curves: its first line must be %s".formatted(file, HEADING),
                assertThrows(IllegalArgumentException.class, () -> CurveFile.read(file))
                        .getMessage());
    }
}
