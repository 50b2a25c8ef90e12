// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.dashboard;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What of a request counts for whether it is answered. Headers that were not sent are empty lists.
 *
 * @param target as it was sent: path and query, nothing decoded
 * @param headers the values of a header by its name, in any case
 */
record Asked(String method, String target, Function<String, List<String>> headers) {
    List<String> all(String header) {
        return headers.apply(header);
    }

    boolean has(String header) {
        return !all(header).isEmpty();
    }

    /** Its value; null if it was not sent, and for what was sent twice one that nobody allows. */
    @Nullable
    String one(String header) {
        List<String> values = all(header);
        return values.isEmpty() ? null : values.size() == 1 ? values.getFirst() : String.join("\0", values);
    }

    /** The target without its query. */
    String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** Whether it only looks. */
    boolean reads() {
        return method.equals("GET") || method.equals("HEAD");
    }
}
