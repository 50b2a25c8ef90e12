// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.cluster;

import dev.sextant.engine.wire.Addresses;
import dev.sextant.engine.wire.Join;
import dev.sextant.engine.wire.Refused;
import dev.sextant.engine.wire.Unreadable;
import dev.sextant.engine.wire.Welcome;
import dev.sextant.engine.wire.Wire;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets workers' processes into a study, and tells them when it has no more work for them. A cluster runs one study at a
 * time: whoever would run another asks first who does, as a node without slots.
 *
 * <p>Threads: one event loop.
 */
public final class Admission extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

    /** Processes that are remembered, so that each is told of once. */
    private static final int MOST_KNOWN = 100_000;

    private static final Duration ANSWER = Duration.ofSeconds(2);

    /** Who listens is known everywhere this soon after a machine has joined. */
    private static final Duration SPREAD = Duration.ofSeconds(2);

    private static final Duration PAUSE = Duration.ofMillis(250);

    /**
     * What is said to those who ask.
     *
     * @param name the study's
     * @param node the coordinator's
     * @param version of Sextant
     * @param parcel see {@link Welcome}
     * @param term rises with every coordinator of the study
     */
    public record Terms(String name, String node, String version, String parcel, long term) {
        public Addresses addresses() {
            return Addresses.of(parcel, term);
        }
    }

    private final Terms terms;
    private final Consumer<Join> joined;
    private final Map<String, Long> known = new HashMap<>();

    /** @param joined told of each process once, on the event loop */
    public Admission(Terms terms, Consumer<Join> joined) {
        this.terms = terms;
        this.joined = joined;
    }

    @Override
    public Future<?> start() {
        return vertx.eventBus().consumer(Wire.JOIN, this::asked).completion();
    }

    private void asked(Message<Object> message) {
        switch (Wire.of(message)) {
            case Join join -> message.reply(answer(join));
            // Of another version, most likely: only the words can be understood there, if anything.
            case Unreadable(String words) -> message.reply(new Refused(words));
            case Wire other -> LOG.warn("nobody joins with {}", other.getClass().getSimpleName());
        }
    }

    private Wire answer(Join join) {
        if (join.slots() < 1) return new Refused("%s runs the study %s".formatted(terms.node(), terms.name()));
        if (join.version().equals(terms.version())) {
            admit(join);
            return new Welcome(terms.parcel(), terms.term());
        }
        String words = "the study %s is run by Sextant %s on %s, and %s has %s: one version runs a study"
                .formatted(terms.name(), terms.version(), terms.node(), join.worker(), join.version());
        if (isNew(join)) LOG.warn("a worker may not join: {}", words);
        return new Refused(words);
    }

    private void admit(Join join) {
        if (!isNew(join)) return;
        LOG.atInfo()
                .addKeyValue("worker", join.worker())
                .addKeyValue("slots", join.slots())
                .log("a worker joins");
        joined.accept(join);
    }

    private boolean isNew(Join join) {
        if (known.size() >= MOST_KNOWN) known.clear();
        Long before = known.put(join.worker(), join.incarnation());
        return before == null || before != join.incarnation();
    }

    /** The last word to those who work. */
    @Override
    public Future<?> stop() {
        return vertx.eventBus()
                .<Wire>publisher(terms.addresses().over())
                .write(new Refused("%s has no more work for the study %s".formatted(terms.node(), terms.name())));
    }

    /**
     * Who runs a study in the cluster, in words; null where nobody answers. Waits for two seconds where there are other
     * machines.
     */
    public static @Nullable String running(ClusteredVertx cluster, Join asking) throws InterruptedException {
        if (cluster.others().isEmpty()) return null;
        for (long waited = 0; ; waited += PAUSE.toMillis()) {
            String answer = ask(cluster.vertx(), asking);
            if (answer != null || waited >= SPREAD.toMillis()) return answer;
            Thread.sleep(PAUSE);
        }
    }

    private static @Nullable String ask(Vertx vertx, Join asking) throws InterruptedException {
        DeliveryOptions options = new DeliveryOptions().setSendTimeout(ANSWER.toMillis());
        try {
            Object answer = vertx.eventBus()
                    .request(Wire.JOIN, asking, options)
                    .map(Message::body)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(2 * ANSWER.toMillis(), TimeUnit.MILLISECONDS);
            return answer instanceof Refused(String who) ? who : null;
        } catch (ExecutionException nobody) {
            boolean expected = nobody.getCause() instanceof ReplyException failure
                    && failure.failureType() == ReplyFailure.NO_HANDLERS;
            if (!expected) LOG.info("whoever runs a study here does not answer", nobody);
            return null;
        } catch (TimeoutException late) {
            return null;
        }
    }
}
