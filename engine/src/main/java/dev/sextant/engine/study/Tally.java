// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.study;

import dev.sextant.engine.study.AttemptEnd.Kind;
import java.util.EnumMap;
import java.util.Map;

/** Counts up to an {@link Accounts}. Threads: confined to one. */
final class Tally {
    private final Map<Kind, Long> ended = new EnumMap<>(Kind.class);
    private long begun;
    private long leasesExpired;
    private long staleResults;
    private long duplicateResults;
    private long conflicts;

    Tally() {
        for (Kind kind : Kind.values()) ended.put(kind, 0L);
    }

    void began() {
        begun++;
    }

    void expired() {
        leasesExpired++;
    }

    void ended(Kind kind) {
        ended.merge(kind, 1L, Long::sum);
    }

    void judged(Verdict verdict) {
        switch (verdict) {
            case ACCEPTED -> {}
            case DUPLICATE -> duplicateResults++;
            case STALE -> staleResults++;
            case CONFLICT -> conflicts++;
        }
    }

    Accounts accounts() {
        return new Accounts(begun, leasesExpired, staleResults, duplicateResults, conflicts, ended);
    }
}
