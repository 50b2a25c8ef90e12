// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import dev.sextant.engine.space.Space;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;

/** A study's store that is one SQLite file, see {@link SqliteStore}. No file is a study that was about to begin. */
public record SqliteSource(Path file) implements StoreSource {
    @Override
    public SqliteStore open(StudySpec spec) throws StoreException {
        return SqliteStore.open(file, spec);
    }

    @Override
    public List<Trial> trials(Space space) throws StoreException {
        return Files.exists(file) ? SqliteStore.read(file, space) : List.of();
    }

    @Override
    public List<AttemptRecord> attempts(Space space) throws StoreException {
        return Files.exists(file) ? SqliteStore.attempts(file, space) : List.of();
    }

    @Override
    public Duration timeUsed(Space space) throws StoreException {
        return Files.exists(file) ? SqliteStore.timeUsed(file, space) : Duration.ZERO;
    }

    @Override
    public Glance glance(Direction direction) throws StoreException {
        return Files.exists(file) ? SqliteStore.glance(file, direction) : Glance.NOTHING;
    }

    @Override
    public boolean inUse() {
        return SqliteStore.inUse(file);
    }

    /** By the sizes and times of its files. Opens nothing, so that nobody's locks are touched. */
    @Override
    public String mark() {
        return of(file) + " " + of(SqliteFile.log(file));
    }

    private static String of(Path file) {
        try {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            return found.size() + "@" + found.lastModifiedTime();
        } catch (IOException gone) {
            return "-";
        }
    }

    @Override
    public String shown() {
        return file.toString();
    }
}
