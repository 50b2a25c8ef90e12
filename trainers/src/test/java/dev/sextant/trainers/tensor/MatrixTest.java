// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class MatrixTest {
    @Test
    void rowsArePaddedToSixteen() {
        assertEquals(16, Matrix.padded(1));
        assertEquals(16, Matrix.padded(16));
        assertEquals(32, Matrix.padded(17));
        Matrix matrix = Matrix.zeros(3, 17);
        matrix.set(2, 16, 5f);
        assertEquals(5f, matrix.values()[2 * 32 + 16]);
        assertEquals(5f, matrix.get(2, 16));
    }

    @Test
    void paddingCannotBeWritten() {
        Matrix matrix = Matrix.zeros(1, 3);
        assertThrows(IndexOutOfBoundsException.class, () -> matrix.set(0, 3, 1f));
        assertEquals(
                "stride (3) must be 16 for 3 columns",
                assertThrows(IllegalArgumentException.class, () -> new Matrix(new float[3], 1, 3, 3))
                        .getMessage());
    }
}
