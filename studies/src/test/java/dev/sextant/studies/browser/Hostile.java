// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.browser;

import java.util.stream.Stream;

/** Names that somebody would give who means harm, or who has read no rule. */
public final class Hostile {
    /** Says so where it is run. */
    private static final String SCRIPT = "<script>alert('run')</script><img src=x onerror=\"alert('run')\">";

    private static final String LONG = "w".repeat(10_000);

    private Hostile() {}

    public static Stream<String> names() {
        return Stream.of(
                SCRIPT,
                "'\"`${alert(1)}\\</td></table>-->]]>&lt;&#0;",
                "\u202e\u2067שם מימין לשמאל\u202d עם סוף\u0301\u0301\u0301",
                LONG,
                "constructor",
                "__proto__");
    }

    /** All of them in one. */
    public static String all() {
        return SCRIPT + "\u202eשם'\"\\ " + LONG;
    }
}
