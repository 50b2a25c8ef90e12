// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.study;

import dev.sextant.engine.study.AttemptEnd.Kind;
import java.util.Map;

/**
 * How the attempts of a study have fared since its process began.
 *
 * @param begun attempts that were handed out
 * @param leasesExpired attempts of which nothing was heard for {@link Leases#TTL}
 * @param staleResults results and breaks of attempts that were over, or never were
 * @param duplicateResults results that were durable before
 * @param conflicts results that differed from the one that stands
 * @param ended attempts by how they ended; every kind is there
 */
public record Accounts(
        long begun,
        long leasesExpired,
        long staleResults,
        long duplicateResults,
        long conflicts,
        Map<Kind, Long> ended) {
    public Accounts {
        ended = Map.copyOf(ended);
    }
}
