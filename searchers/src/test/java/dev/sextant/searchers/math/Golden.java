// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.math;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Reference figures computed elsewhere; each file says by what. */
public final class Golden {
    private Golden() {}

    /** The figures in a JSON file beside the class that asks. */
    public static JsonNode read(Class<?> asking, String name) {
        try (InputStream file = asking.getResourceAsStream(name)) {
            if (file == null) throw new AssertionError(name + " is not among the test resources");
            return new ObjectMapper().readTree(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public static double[] doubles(JsonNode array) {
        double[] values = new double[array.size()];
        for (int i = 0; i < values.length; i++) values[i] = array.get(i).doubleValue();
        return values;
    }

    /** Whether two figures agree within a relative tolerance. */
    public static void near(double expected, double actual, double tolerance, String what) {
        if (!(Math.abs(actual - expected) <= tolerance * Math.max(Math.abs(expected), 1e-300)))
            throw new AssertionError("%s: expected %s, got %s".formatted(what, expected, actual));
    }
}
