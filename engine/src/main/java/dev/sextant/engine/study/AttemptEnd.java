// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.study;

/**
 * How one attempt ended. The first ending of an attempt stands.
 *
 * @param cause for people; empty where the kind says it all
 */
public record AttemptEnd(Kind kind, String cause) {
    /** What became of the attempt; its trial may have ended otherwise. */
    public enum Kind {
        /** It brought its trial's outcome. */
        ENDED,
        /** Another attempt brought it first. */
        SUPERSEDED,
        /** Nothing was heard of it, or its worker's process ended. A result that comes all the same is still taken. */
        LOST,
        /** Its worker gave it back in good order. */
        RELEASED,
        /** The worker's machine could not run it; counted against the trial. */
        BROKE
    }

    static final AttemptEnd SUPERSEDED = new AttemptEnd(Kind.SUPERSEDED, "");
    static final AttemptEnd RELEASED = new AttemptEnd(Kind.RELEASED, "");
    static final AttemptEnd SILENT = new AttemptEnd(Kind.LOST, "nothing was heard of it for a lease's length");
    static final AttemptEnd REPLACED = new AttemptEnd(Kind.LOST, "its worker's process began anew");
    static final AttemptEnd GONE = new AttemptEnd(Kind.LOST, "its worker is gone");
    static final AttemptEnd DIED = new AttemptEnd(Kind.LOST, "the study's process ended");

    /** Whether nothing was heard of the attempt for as long as its lease ran. */
    public boolean lapsed() {
        return equals(SILENT);
    }
}
