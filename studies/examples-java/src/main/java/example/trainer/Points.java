// SPDX-License-Identifier: Apache-2.0
package example.trainer;

import dev.sextant.engine.spi.TrainingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a line is fitted to: a CSV file with two columns of numbers under a heading. Read-only, so that any number of
 * trainings may share it.
 *
 * @param x one a row
 * @param y one a row
 */
record Points(double[] x, double[] y) {
    static Points read(Path file, String name) throws TrainingException {
        try {
            List<String> rows = Files.readAllLines(file).stream().skip(1).toList();
            Points points = new Points(new double[rows.size()], new double[rows.size()]);
            for (int i = 0; i < rows.size(); i++) {
                String[] cells = rows.get(i).split(",", -1);
                points.x[i] = Double.parseDouble(cells[0]);
                points.y[i] = Double.parseDouble(cells[1]);
            }
            if (rows.size() < 4)
                throw new TrainingException("data", name + " has fewer than 4 rows", "name a larger file");
            return points;
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException unreadable) {
            throw new TrainingException(
                    "data", name + " cannot be read: " + unreadable.getMessage(), "name a CSV file with x and y");
        }
    }
}
