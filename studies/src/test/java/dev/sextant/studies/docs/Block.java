// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.docs;

/**
 * One fenced block of a page.
 *
 * @param page the page's path in the repository
 * @param line of the fence, from 1
 * @param kind the first word behind the fence; empty where there is none
 * @param name the second; empty where there is none
 * @param unrun the reason in a mark before it, {@code <!-- not run: … -->}; empty where there is no mark
 * @param text what stands in it, every line with its end
 */
record Block(String page, int line, String kind, String name, String unrun, String text) {
    /** For messages. */
    String place() {
        return page + ":" + line;
    }
}
