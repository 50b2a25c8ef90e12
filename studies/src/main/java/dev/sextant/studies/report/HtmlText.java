// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

/** Text in a page: names from a study are shown, never interpreted. */
public final class HtmlText {
    private HtmlText() {}

    /** Text that is only text, in an element or in quotes. */
    public static String escaped(String text) {
        return Lines.plain(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
