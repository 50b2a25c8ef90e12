// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.simulation;

/** What is switched off in a simulation, to see that it would be found missing. */
enum Mutant {
    /** Everything is as it should be. */
    NONE,
    /** What is said of an attempt that is over is taken to be said of its trial's newest attempt. */
    FENCES_IGNORED,
    /** An outcome that comes again is stored again. */
    OUTCOMES_OVERWRITTEN,
    /** The writer says that changes are durable when it begins to make them so. */
    TOLD_BEFORE_DURABLE,
    /** Nobody looks for leases that have lapsed. */
    NEVER_REQUEUED,
    /** An attempt that was never handed out is taken for one that was. */
    STRANGERS_BELIEVED,
    /** A result is sent once, whether it is answered or not. */
    RESULTS_SENT_ONCE,
    /** An attempt is handed out before it is durable. */
    HANDED_OUT_BEFORE_DURABLE,
    /** Somebody who enqueues a configuration is told that it is kept before it is durable. */
    ENQUEUED_BEFORE_DURABLE
}
