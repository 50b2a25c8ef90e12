// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import dev.sextant.engine.space.Space;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Trial;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A study in a file of this machine. */
public record SqliteSource(Path file) implements StoreSource {
    @Override
    public SqliteStore open(StudySpec spec) throws StoreException {
        return SqliteStore.open(file, spec);
    }

    @Override
    public List<Trial> trials(Space space) throws StoreException {
        return SqliteStore.read(file, space);
    }

    @Override
    public List<AttemptRecord> attempts(Space space) throws StoreException {
        return SqliteStore.attempts(file, space);
    }

    @Override
    public Duration timeUsed(Space space) throws StoreException {
        return SqliteStore.timeUsed(file, space);
    }

    @Override
    public Glance glance(Direction direction) throws StoreException {
        return SqliteStore.glance(file, direction);
    }

    @Override
    public boolean inUse() {
        return SqliteStore.inUse(file);
    }

    @Override
    public String shown() {
        return file.toString();
    }
}
