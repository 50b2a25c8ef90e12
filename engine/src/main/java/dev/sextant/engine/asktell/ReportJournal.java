// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.asktell;

import dev.sextant.engine.store.StoreException;
import java.util.List;
import java.util.function.LongPredicate;

/**
 * Where the reports of open trials are kept, so that they outlive the process. An ended trial's curve stands in the
 * store, with its outcome.
 *
 * <ol>
 *   <li>What was added before {@link #sync} returned comes back, in the order in which it was added.
 *   <li>What was added after the last sync may come back, up to any report, or not.
 * </ol>
 *
 * <p>Threads: confined to one.
 */
public interface ReportJournal extends AutoCloseable {
    /** Keeps nothing: reports live as long as their study in memory. */
    ReportJournal NONE = new ReportJournal() {
        @Override
        public List<Report> begin(LongPredicate wanted) {
            return List.of();
        }

        @Override
        public void add(Report report) {}

        @Override
        public void sync() {}

        @Override
        public void close() {}
    };

    /**
     * The reports of the trials that are wanted; those of all others are forgotten. Called once, before all else.
     *
     * @param wanted whether the trial of this number is open
     */
    List<Report> begin(LongPredicate wanted) throws StoreException;

    /** Keeps it with the next {@link #sync}. */
    void add(Report report);

    /** Returns once everything added would survive the death of the process and of the machine. */
    void sync() throws StoreException;

    @Override
    void close() throws StoreException;
}
