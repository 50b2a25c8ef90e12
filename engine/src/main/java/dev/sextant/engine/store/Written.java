// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * What the one writer of a study knows of its rows without asking: it made them, and whoever else makes one fences it
 * off. Goes back to the last commit with the transaction that was not made.
 *
 * <p>Threads: confined to one.
 */
final class Written {
    /** The number of the next trial, the last fence, and the last place of what was enqueued. */
    long nextTrial;

    long lastFence;
    long lastPlace;

    /** The trials that have outcomes. */
    private final BitSet ended = new BitSet();

    private long committedTrial;
    private long committedFence;
    private long committedPlace;
    private final List<Integer> endedSince = new ArrayList<>();

    /** What is stored now. */
    static Written of(StudyRows rows, Connection connection) throws SQLException {
        Written written = new Written();
        written.nextTrial = rows.nextTrial();
        written.lastFence = rows.lastFence();
        written.lastPlace = rows.lastPlace();
        try (Statement statement = connection.createStatement();
                ResultSet trials = statement.executeQuery("SELECT trial FROM outcome")) {
            while (trials.next()) written.ended.set(trials.getInt(1));
        }
        written.committed();
        return written;
    }

    boolean ended(long trial) {
        return trial >= 0 && trial <= Integer.MAX_VALUE && ended.get((int) trial);
    }

    void end(long trial) {
        int at = Math.toIntExact(trial);
        ended.set(at);
        endedSince.add(at);
    }

    void committed() {
        committedTrial = nextTrial;
        committedFence = lastFence;
        committedPlace = lastPlace;
        endedSince.clear();
    }

    void rolledBack() {
        nextTrial = committedTrial;
        lastFence = committedFence;
        lastPlace = committedPlace;
        for (int trial : endedSince) ended.clear(trial);
        endedSince.clear();
    }

    /**
     * What is stored must be what was acknowledged, or that and one commit more whose answer was lost. A server that
     * was put back, or a standby that lagged when it took over, has less.
     *
     * @param place for the message
     */
    void insistOn(StudyRows rows, Statements statements, String place) throws SQLException, StoreException {
        if (rows.nextTrial() < committedTrial
                || rows.lastFence() < committedFence
                || rows.lastPlace() < committedPlace
                || statements.number("SELECT count(*) FROM outcome") < ended.cardinality())
            throw new DamagedException(
                    "%s has lost what it had acknowledged: was it restored from a copy, or did a standby take over that lagged behind? Resume the study to go on from what is there."
                            .formatted(place),
                    null);
    }
}
