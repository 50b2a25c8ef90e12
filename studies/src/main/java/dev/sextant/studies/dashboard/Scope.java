// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.dashboard;

/** What somebody may do; each may what those before it may. */
enum Scope {
    /** To see the page without its data: anybody. */
    NONE,
    /** To see every run. */
    READ,
    /** To stop and start, too. */
    ADMIN;

    boolean covers(Scope needed) {
        return compareTo(needed) >= 0;
    }
}
