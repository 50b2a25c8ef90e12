// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.wire;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.junit.jupiter.api.Test;

class LostWritesTest {
    /** As the bus's own is. */
    private static final class NeverFailed implements Promise<Void> {
        @Override
        public boolean tryComplete(Void result) {
            return true;
        }

        @Override
        public boolean tryFail(Throwable cause) {
            return false;
        }

        @Override
        public Future<Void> future() {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void aWriteThatTheBusCannotOwnUpToIsOne() {
        IllegalStateException thrown = assertThrows(
                IllegalStateException.class,
                () -> Future.<Void>failedFuture("link gone").onComplete(new NeverFailed()));
        assertTrue(LostWrites.isOne(thrown), () -> String.valueOf(thrown));
    }

    @Test
    void whatAProgramCompletesTwiceIsNone() {
        Promise<Void> promise = Promise.promise();
        promise.complete();
        assertFalse(LostWrites.isOne(assertThrows(IllegalStateException.class, promise::complete)));
        assertFalse(LostWrites.isOne(new IllegalStateException("of our own")));
        assertFalse(LostWrites.isOne(new OutOfMemoryError("as ever")));
    }
}
