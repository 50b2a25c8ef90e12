// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.wiring;

import dev.sextant.engine.spi.LearningRateSchedules;
import dev.sextant.engine.spi.ModelReader;
import dev.sextant.engine.spi.PrunerFactory;
import dev.sextant.engine.spi.SearcherFactory;
import dev.sextant.engine.spi.Surrogate;
import dev.sextant.engine.spi.TrainerFactory;
import dev.sextant.studies.file.Catalog;
import dev.sextant.studies.file.StudyFileException;
import dev.sextant.studies.file.StudyReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** The trainers, searchers, pruners and schedules on the class path, found once. */
public final class Services {
    /** The smallest study: read before the person's own, so that what reads it is loaded. */
    private static final String REHEARSED = """
            { "trainer": {
                "data": { "builtin": "iris" },
                "learningRate": { "log": [1e-4, 1.0] },
                "schedule": { "choice": ["constant", "step"] } } }
            """;

    private Services() {}

    /** Initialised by the first caller; others wait for it. */
    private static final class Found {
        // Trainers first: making them may start warming up in the background.
        static final Catalog CATALOG = new Catalog(
                found(ServiceLoader.load(TrainerFactory.class)),
                found(ServiceLoader.load(SearcherFactory.class)),
                found(ServiceLoader.load(PrunerFactory.class)));
    }

    public static Catalog catalog() {
        return Found.CATALOG;
    }

    /**
     * Begins what takes its time whichever study is run: a trainer warms up when it is made. For the first moment of a
     * process, on a thread of its own.
     */
    public static void warmUp() {
        try {
            StudyReader.read("study.json", REHEARSED.getBytes(StandardCharsets.UTF_8), List.of(), catalog());
        } catch (StudyFileException e) {
            throw new IllegalStateException("the smallest study cannot be read", e);
        }
        TrainerFactory usual = catalog().trainer(StudyReader.DEFAULT_TRAINER);
        if (usual != null) usual.create(Path.of(""));
    }

    /** Initialised only by the command that shows them. */
    private static final class FoundSchedules {
        static final LearningRateSchedules SCHEDULES = ServiceLoader.load(LearningRateSchedules.class)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no learning-rate schedules on the class path"));
    }

    public static LearningRateSchedules schedules() {
        return FoundSchedules.SCHEDULES;
    }

    /** Initialised only where a model of the response is wanted. */
    private static final class FoundSurrogate {
        static final Surrogate.@Nullable Factory FACTORY =
                ServiceLoader.load(Surrogate.Factory.class).findFirst().orElse(null);
    }

    /** What fits a model of the response; null where there is none on the class path. */
    static Surrogate.@Nullable Factory surrogate() {
        return FoundSurrogate.FACTORY;
    }

    /** Initialised only by the command that predicts. */
    private static final class FoundReader {
        static final ModelReader READER = ServiceLoader.load(ModelReader.class)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nothing on the class path reads models"));
    }

    /** What reads exported models. */
    public static ModelReader modelReader() {
        return FoundReader.READER;
    }

    private static <T> List<T> found(ServiceLoader<T> loader) {
        List<T> services = new ArrayList<>();
        for (T service : loader) services.add(service);
        return services;
    }
}
