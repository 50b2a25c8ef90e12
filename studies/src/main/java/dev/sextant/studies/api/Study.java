// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.api;

import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.study.StudyEvent;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Trial;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

public final class Study implements AutoCloseable {
    public static StudyBuilder minimize(String metric, Space space) {
        return new StudyBuilder(StudyDocument.made(Direction.MINIMIZE, metric, space));
    }

    public static StudyBuilder maximize(String metric, Space space) {
        return new StudyBuilder(StudyDocument.made(Direction.MAXIMIZE, metric, space));
    }

    public static StudyBuilder of(Path file) {
        return new StudyBuilder(StudyDocument.file(file));
    }

    public static StudyBuilder of(String json) {
        return new StudyBuilder(StudyDocument.text(json));
    }

    static Study open(StudyDocument document, @Nullable Path directory, Consumer<StudyEvent> listener) {
        throw new IllegalStateException();
    }

    public Ranking optimize(int workers, Objective objective) throws InterruptedException {
        throw new InterruptedException();
    }

    public Ranking run(int workers) throws InterruptedException {
        throw new InterruptedException();
    }

    public RunningTrial ask() {
        throw new IllegalStateException();
    }

    public void tell(RunningTrial trial, double value) {}

    public void fail(RunningTrial trial, String message) {}

    public List<RunningTrial> pending() {
        return List.of();
    }

    public List<Trial> trials() {
        return List.of();
    }

    public Trial best() {
        throw new IllegalStateException();
    }

    public double bestValue() {
        return Double.NaN;
    }

    public Map<String, Object> parameters(Trial trial) {
        return Map.of();
    }

    public Ranking ranking() {
        throw new IllegalStateException();
    }

    public boolean finished() {
        return false;
    }

    public void finish() {}

    @Override
    public void close() {}
}
