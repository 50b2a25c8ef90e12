// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.response;

import dev.sextant.engine.space.Value;
import java.util.List;

/**
 * The response along one parameter, everything else at the best that the model knows.
 *
 * @param parameter its path
 * @param at ascending on the domain's scale, or every option
 * @param band one figure a value
 */
public record Slice(String parameter, List<Value> at, Band band) {
    public Slice {
        at = List.copyOf(at);
    }
}
