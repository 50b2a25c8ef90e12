// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.wiring;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Memory;
import dev.sextant.engine.spi.Trainer;
import dev.sextant.engine.study.StudySpec;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run of a study will need of the memory, about, in bytes: what lives at the same time when every worker trains
 * the largest configuration of the space.
 *
 * @param shared what all trainings have together, by what it is for
 * @param training what the largest training has for itself, by what it is for
 * @param own what the engine and the results that it keeps take
 * @param workers trainings at a time
 * @param heap the most that this process may have
 */
public record MemoryOutlook(Map<String, Long> shared, Map<String, Long> training, long own, int workers, long heap) {
    /** The engine, Vert.x, the driver of the store, and the classes' own objects: measured on small studies. */
    static final long ENGINE = 8L << 20;

    /** A trial that has ended, without its curve. */
    private static final long TRIAL = 2_000;

    /** An epoch of a trial's curve: the objective and what is read off a training. */
    private static final long EPOCH = 64;

    /** Beyond this share of the heap the collector has more and more to do. */
    private static final double COMFORT = 0.8;

    public MemoryOutlook {
        shared = Collections.unmodifiableMap(new LinkedHashMap<>(shared));
        training = Collections.unmodifiableMap(new LinkedHashMap<>(training));
    }

    /** Null where the trainer cannot tell. */
    public static @Nullable MemoryOutlook of(PreparedStudy study, int workers) {
        StudySpec spec = study.file().spec();
        Trainer trainer = study.trainer();
        int divisions = 1 + (spec.confirm().top() > 0 ? spec.confirm().seeds() : 0);
        ObjectNode largest = LargestTraining.of(
                spec.template(), document -> trainer.memory(document, divisions).trainingBytes());
        Memory most = trainer.memory(largest, divisions);
        if (!most.known()) return null;
        Map<String, Long> shared = new LinkedHashMap<>(
                trainer.memory(study.file().defaultDocument(), divisions).shared());
        // Every choice of data is kept, whichever trials take it.
        for (ObjectNode other : study.file().variations(PreparedStudy.DATA).values())
            trainer.memory(other, divisions).shared().forEach((name, bytes) -> shared.merge(name, bytes, Long::sum));
        long results = spec.trials() * (TRIAL + EPOCH * study.file().epochs());
        return new MemoryOutlook(
                shared,
                most.training(),
                ENGINE + results,
                (int) Math.min(workers, Math.max(1, spec.trials())),
                Runtime.getRuntime().maxMemory());
    }

    public long sharedBytes() {
        return shared.values().stream().mapToLong(Long::longValue).sum();
    }

    public long trainingBytes() {
        return training.values().stream().mapToLong(Long::longValue).sum();
    }

    public long bytes() {
        return own + sharedBytes() + workers * trainingBytes();
    }

    /** Whether it fits into the heap with room for the collector to work. */
    public boolean fits() {
        return bytes() <= COMFORT * heap;
    }

    /** The most workers with which it would fit; 0 where not even one would. */
    public long workersThatFit() {
        long left = (long) (COMFORT * heap) - own - sharedBytes();
        return left < trainingBytes() ? 0 : trainingBytes() == 0 ? workers : left / trainingBytes();
    }
}
