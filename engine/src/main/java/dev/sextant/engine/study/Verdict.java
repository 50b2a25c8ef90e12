// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.study;

/** What has become of something a worker said. Each is final: it need not be said again. */
public enum Verdict {
    /** It is durable, and counts. */
    ACCEPTED,
    /** It was durable before, and equal. */
    DUPLICATE,
    /** It speaks of an attempt that is over, or that never was, and changes nothing. */
    STALE,
    /** The trial has another outcome, which stands. */
    CONFLICT
}
