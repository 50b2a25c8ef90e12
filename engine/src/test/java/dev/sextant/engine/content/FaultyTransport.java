// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.content;

import dev.sextant.engine.wire.Chunk;
import dev.sextant.engine.wire.Wire;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A network that loses, repeats, delays, shortens and damages what it carries, as its seed has it. */
final class FaultyTransport implements Transport {
    private final Function<Wire, Wire> coordinator;
    private final Random random;
    private final double faults;
    private final double damage;
    private final List<Runnable> late = new ArrayList<>();
    int questions;

    FaultyTransport(Function<Wire, Wire> coordinator, long seed, double faults, double damage) {
        this.coordinator = coordinator;
        this.random = new Random(seed);
        this.faults = faults;
        this.damage = damage;
    }

    /** Nothing goes wrong. */
    static FaultyTransport sound(Function<Wire, Wire> coordinator) {
        return new FaultyTransport(coordinator, 0, 0, 0);
    }

    @Override
    public CompletionStage<Wire> ask(Wire question) {
        questions++;
        CompletableFuture<Wire> answer = new CompletableFuture<>();
        double chance = random.nextDouble();
        if (chance < faults / 4) {
            answer.completeExceptionally(new IOException("the question was lost"));
        } else if (chance < faults / 2) {
            Wire lost = coordinator.apply(question);
            answer.completeExceptionally(new IOException("an answer was lost: " + lost.getClass()));
        } else if (chance < faults * 3 / 4) {
            Wire first = coordinator.apply(question);
            Wire again = coordinator.apply(question); // it came twice
            late.add(() -> answer.complete(changed(random.nextBoolean() ? first : again))); // and out of order
        } else {
            answer.complete(changed(coordinator.apply(question)));
        }
        while (!late.isEmpty() && (late.size() > 2 || random.nextBoolean()))
            late.remove(random.nextInt(late.size())).run();
        return answer.completeOnTimeout(null, 5, TimeUnit.MILLISECONDS)
                .thenCompose(heard -> heard != null
                        ? CompletableFuture.completedStage(heard)
                        : CompletableFuture.failedStage(new IOException("the answer came late")));
    }

    private Wire changed(Wire answer) {
        if (!(answer instanceof Chunk(Buffer bytes, long size)) || bytes.length() == 0) return answer;
        double chance = random.nextDouble();
        if (chance < faults / 4) return new Chunk(bytes.getBuffer(0, random.nextInt(bytes.length())), size);
        if (chance < faults / 2) return new Chunk(bytes.copy().appendByte((byte) 1), size + random.nextInt(2));
        if (chance > 1 - damage) {
            Buffer damaged = bytes.copy();
            int at = random.nextInt(bytes.length());
            damaged.setByte(at, (byte) (damaged.getByte(at) ^ 1 << random.nextInt(8)));
            return new Chunk(damaged, size);
        }
        return answer;
    }
}
