// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.dashboard;

import java.time.Duration;

/**
 * How much a server lets itself be asked for.
 *
 * @param strangers connections that have not shown a token yet; one more closes the one that has waited longest, so
 *     there must be room for all pages that come back at once
 * @param connections that have shown one
 * @param streams listeners to events, over all runs
 * @param sessionStreams of one browser: it opens six connections to one server at most, and must be able to load, too
 * @param sessions browsers that are logged in
 * @param sessionAge how long
 * @param head how long the head of a first request may take to arrive
 * @param idle how long a connection may wait for its next request
 * @param body how long a body may take to arrive
 * @param stall how long a client may read nothing of what is there for it
 * @param ping how often a stream says that it is there
 */
record Limits(
        int strangers,
        int connections,
        int streams,
        int sessionStreams,
        int sessions,
        Duration sessionAge,
        Duration head,
        Duration idle,
        Duration body,
        Duration stall,
        Duration ping) {
    /** Ours. */
    static final Limits DEFAULT = new Limits(
            512,
            384,
            256,
            5,
            64,
            Duration.ofHours(12),
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            Duration.ofSeconds(10),
            Duration.ofSeconds(20),
            Duration.ofSeconds(15));
}
