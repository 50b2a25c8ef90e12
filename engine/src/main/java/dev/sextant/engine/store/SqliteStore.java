// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import dev.sextant.engine.space.Space;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A study in one SQLite file.
 *
 * <p>Cost: a commit is one sync, about 0.1 ms on a local disk; a new file is made by that thread while the caller goes
 * on, because loading the driver takes longer than anything else here. Not for network file systems.
 */
public final class SqliteStore extends RowStore {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteStore.class);

    private final Path path;
    private final StoreLock lock;
    private final InstantSource clock;

    private SqliteStore(Path path, StudySpec spec, StoreLock lock, InstantSource clock) {
        super(spec);
        this.path = path;
        this.clock = clock;
        this.lock = lock;
    }

    /**
     * Creates the file, or opens it to go on. Holds the lock file next to it until closed; the lock of a dead process
     * is taken over. A new file is made in the background: a failure there fails the first call.
     *
     * @throws LockedException when another live process holds it
     * @throws StoreException when the file is of another study, of a newer version, or not a store
     */
    public static SqliteStore open(Path file, StudySpec spec) throws StoreException {
        return open(file, spec, InstantSource.system());
    }

    /**
     * Loads what opening a file takes most of its time with. For the first moment of a process, on a thread of its own;
     * what fails here fails again, and is told, when a file is opened.
     */
    public static void warmUp() {
        try {
            SqliteFile.rehearse();
        } catch (SQLException again) {
            LOG.debug("SQLite could not be warmed up", again);
        }
    }

    /** @param clock tells when attempts begin and end; nothing else depends on it, and it may run backwards */
    static SqliteStore open(Path file, StudySpec spec, InstantSource clock) throws StoreException {
        NetworkFileSystems.refuse(file);
        SqliteFile.refuseEmptied(file);
        SqliteStore store = new SqliteStore(file, spec, StoreLock.take(file), clock);
        store.start();
        try {
            if (Files.exists(file) && Files.size(file) > 0)
                store.call(_ -> "open").join();
            return store;
        } catch (CompletionException failed) {
            store.close();
            throw failed.getCause() instanceof StoreException words ? words : store.broken(failed);
        } catch (IOException unreadable) {
            store.close();
            throw store.broken(unreadable);
        }
    }

    /**
     * All trials by number, also while another process writes. Changes nothing. None where a study was only about to
     * begin.
     */
    public static List<Trial> read(Path file, Space space) throws StoreException {
        try (SqliteFile opened = SqliteFile.read(file)) {
            return opened.blank() ? List.of() : opened.rows(space).trials();
        } catch (SQLException failed) {
            throw Words.failure("cannot read " + file, failed);
        }
    }

    /** All attempts with their times, by fence, also while another process writes. Changes nothing. */
    public static List<AttemptRecord> attempts(Path file, Space space) throws StoreException {
        try (SqliteFile opened = SqliteFile.read(file)) {
            return opened.blank() ? List.of() : opened.rows(space).records();
        } catch (SQLException failed) {
            throw Words.failure("cannot read " + file, failed);
        }
    }

    /** {@link StudyStore#timeUsed} of the study in this file, also while another process writes. Changes nothing. */
    public static Duration timeUsed(Path file, Space space) throws StoreException {
        try (SqliteFile opened = SqliteFile.read(file)) {
            return opened.blank() ? Duration.ZERO : opened.rows(space).timeUsed();
        } catch (SQLException failed) {
            throw Words.failure("cannot read " + file, failed);
        }
    }

    /**
     * How far the study in this file has come, also while another process writes. Changes nothing, and reads no
     * configuration and no curve: a store of a hundred trials takes about a millisecond.
     */
    public static Glance glance(Path file, Direction direction) throws StoreException {
        try (SqliteFile opened = SqliteFile.read(file)) {
            return opened.blank() ? Glance.NOTHING : Glance.read(opened.connection(), direction);
        } catch (SQLException failed) {
            throw Words.failure("cannot read " + file, failed);
        }
    }

    /**
     * The other process that writes this file, if it runs and verifiably holds its lock: it wrote its name there, its
     * start time is the one it wrote, and the lock is taken. Null otherwise.
     */
    public static @Nullable ProcessHandle writer(Path file) {
        return StoreLock.writer(file);
    }

    /** Whether a live process is writing this file. Looks without locking, so that the writer does not notice. */
    public static boolean inUse(Path file) {
        return StoreLock.held(file);
    }

    @Override
    void work() throws SQLException, StoreException, InterruptedException {
        try (SqliteFile file = SqliteFile.write(path)) {
            RowChanges changes = file.changes(spec.space(), clock);
            // In one commit with the tables.
            changes.rows().name(spec);
            file.commit();
            serve(batch -> {
                for (Call<?> call : batch) call.make(changes);
                file.commit();
            });
        }
    }

    @Override
    void release() {
        lock.close();
    }

    @Override
    StoreException broken(Throwable cause) {
        return Words.failure("cannot use " + path, cause);
    }
}
