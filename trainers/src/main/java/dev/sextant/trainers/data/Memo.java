// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.table.Source;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Keeps the results of a costly pure computation, the latest used ones. Several threads that ask for the same at once
 * share one computation; a failure is thrown to all who wait and not kept.
 */
final class Memo<K, V> {
    /** The computation. */
    interface Source<V> {
        V make() throws TrainingException;
    }

    private final Map<K, FutureTask<V>> latest;

    /** @param capacity results kept */
    Memo(int capacity) {
        latest = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, FutureTask<V>> eldest) {
                return size() > capacity;
            }
        };
    }

    V get(K key, Source<V> source) throws TrainingException {
        FutureTask<V> task;
        boolean first = false;
        synchronized (latest) {
            task = latest.get(key);
            if (task == null) {
                task = new FutureTask<>(source::make);
                latest.put(key, task);
                first = true;
            }
        }
        if (first) task.run();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException later) {
                    interrupted = true;
                } catch (ExecutionException failure) {
                    synchronized (latest) {
                        latest.remove(key, task);
                    }
                    switch (failure.getCause()) {
                        case TrainingException refused -> throw refused;
                        case RuntimeException broken -> throw broken;
                        case Error fatal -> throw fatal;
                        case null, default -> throw new IllegalStateException(failure);
                    }
                }
            }
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }
}
