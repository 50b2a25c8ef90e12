// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.content;

import dev.sextant.engine.wire.Wire;
import java.util.concurrent.CompletionStage;

/** Carries a question to the coordinator and its answer back: at most once, and maybe never. Threads: any. */
@FunctionalInterface
public interface Transport {
    /** The answer; fails where none came in time. */
    CompletionStage<Wire> ask(Wire question);
}
