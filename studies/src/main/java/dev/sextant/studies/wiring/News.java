// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.wiring;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Lines for a person who may begin to listen later than they begin to come. Threads: any. */
final class News implements Consumer<String> {
    private final List<String> early = new ArrayList<>();
    private @Nullable Consumer<String> listener;

    @Override
    public synchronized void accept(String line) {
        if (listener != null) listener.accept(line);
        else early.add(line);
    }

    synchronized void tell(Consumer<String> to) {
        listener = to;
        early.forEach(to);
        early.clear();
    }
}
