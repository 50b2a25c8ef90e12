// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.asktell;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a program said of an epoch.
 *
 * @param epoch from 1
 * @param value the first objective after it
 * @param readings what else was read, by name
 */
public record Report(long trial, int epoch, double value, Map<String, Double> readings) {
    public Report {
        readings = Collections.unmodifiableMap(new TreeMap<>(readings));
    }
}
