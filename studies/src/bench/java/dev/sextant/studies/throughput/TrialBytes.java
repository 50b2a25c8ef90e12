// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.throughput;

import dev.sextant.engine.study.Assignments;
import dev.sextant.engine.study.Attempt;
import dev.sextant.engine.study.StudyEvent;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.study.Task;
import dev.sextant.engine.study.Verdict;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Trial;
import dev.sextant.engine.wire.Beat;
import dev.sextant.engine.wire.Beaten;
import dev.sextant.engine.wire.Epochs;
import dev.sextant.engine.wire.Pull;
import dev.sextant.engine.wire.Received;
import dev.sextant.engine.wire.Result;
import dev.sextant.engine.wire.Wire;
import dev.sextant.engine.wire.Work;
import dev.sextant.studies.file.Argument;
import dev.sextant.studies.wiring.PreparedStudy;
import dev.sextant.studies.wiring.RunDirectory;
import dev.sextant.studies.wiring.StudyRun;
import dev.sextant.studies.wiring.StudySource;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageCodec;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the trials of a study would send between machines: runs the study here, and writes every message that its trials
 * take as the event bus would.
 *
 * <p>Of each message two figures: its own bytes, and those of its frame on the bus, which adds names, addresses and the
 * sender. TLS adds 22 bytes a record, TCP and IP 52 a packet.
 *
 * <pre>TrialBytes STUDY DIRECTORY</pre>
 */
public final class TrialBytes {
    /** Length, protocol, codec's kind, send, no headers. */
    private static final int FRAME = 4 + 1 + 1 + 1 + 4;

    /** A node's name on the bus, with its length. */
    private static final int SENDER = 4 + 36;

    /** An address that answers go to, without the length that stands in any case. */
    private static final int REPLY = "__vertx.reply.".length() + 36;

    /** A node's name as a host and its process would have. */
    private static final String WORKER = "worker-0123";

    private static final long INCARNATION = 1_795_000_000_000L;

    private final Map<Class<?>, MessageCodec<Wire, ?>> codecs = new HashMap<>();
    private final List<Trial> ended = Collections.synchronizedList(new ArrayList<>());

    private TrialBytes() {
        EventBus bus = (EventBus) Proxy.newProxyInstance(
                EventBus.class.getClassLoader(), new Class<?>[] {EventBus.class}, (it, _, of) -> {
                    @SuppressWarnings("unchecked") // what is registered for a class writes that class
                    MessageCodec<Wire, ?> codec = (MessageCodec<Wire, ?>) of[1];
                    codecs.put((Class<?>) of[0], codec);
                    return it;
                });
        Wire.register(bus);
    }

    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createDirectories(Path.of(arguments[1]));
        PreparedStudy study = PreparedStudy.of(
                StudySource.read(Path.of(""), arguments[0], List.<Argument>of()),
                StudySource.folder(Path.of(""), arguments[0]));
        new TrialBytes().run(study, RunDirectory.claim(directory.resolve("run")));
    }

    private void run(PreparedStudy study, RunDirectory run) throws Exception {
        try (StudyRun running = StudyRun.begin(study, run, new StudyRun.Options(2), this::happened)) {
            running.await();
        }
        StudySpec spec = study.file().spec();
        List<Trial> full = ended.stream()
                .filter(trial -> trial.outcome() instanceof Outcome.Completed)
                .filter(trial -> outcome(trial).curve().epochs() == 30)
                .toList();
        print("of all %d trials, each".formatted(ended.size()), spec, ended);
        if (!full.isEmpty()) print("of the %d trials that trained 30 epochs, each".formatted(full.size()), spec, full);
    }

    private void happened(StudyEvent event) {
        if (event instanceof StudyEvent.TrialEnded(var trial)) ended.add(trial);
    }

    private static Outcome outcome(Trial trial) {
        Outcome outcome = trial.outcome();
        if (outcome == null) throw new IllegalStateException("it has ended");
        return outcome;
    }

    private void print(String which, StudySpec spec, List<Trial> trials) {
        Sum sum = new Sum(trials.size());
        long epochs = 0;
        for (Trial trial : trials) {
            Attempt attempt = new Attempt(trial.number(), 1, trial.number() + 1, WORKER);
            Task task = new Task(
                    attempt,
                    Assignments.of(spec, trial),
                    trial.plan(),
                    spec.goals().timed(),
                    spec.limits(),
                    false);
            sum.add("pull", new Pull(WORKER, INCARNATION, 1, 1), "sextant.pull");
            sum.add("assignment", new Work(List.of(task)), "");
            sum.add("result", new Result(attempt, outcome(trial)), "sextant.result");
            sum.add("acknowledgement", new Received(Verdict.ACCEPTED), "");
            int trained = outcome(trial).curve().epochs();
            epochs += trained;
            for (int epoch = 1; epoch <= trained; epoch++)
                sum.add(
                        "epochs, at most",
                        new Epochs(List.of(new Epochs.Epoch(
                                attempt, epoch, outcome(trial).curve().at(epoch)))),
                        "sextant.epochs");
        }
        System.out.printf(Locale.ROOT, "%n%s (%.1f epochs), bytes:%n", which, epochs / (double) trials.size());
        sum.print();
        Attempt attempt = new Attempt(60, 1, 61, WORKER);
        Beat beat = new Beat(WORKER, INCARNATION, List.of(new Beat.Held(attempt, 30)));
        Beaten beaten = new Beaten(List.of(attempt), List.of(), List.of());
        System.out.printf(
                Locale.ROOT,
                "a beat of one attempt and its answer, every 5 s: %d and %d; on the bus %d and %d%n",
                size(beat),
                size(beaten),
                frame(beat, "sextant.beat"),
                frame(beaten, ""));
    }

    private MessageCodec<Wire, ?> codec(Wire message) {
        MessageCodec<Wire, ?> codec = codecs.get(message.getClass());
        if (codec == null) throw new IllegalArgumentException("no codec for " + message);
        return codec;
    }

    private int size(Wire message) {
        Buffer buffer = Buffer.buffer();
        codec(message).encodeToWire(buffer, message);
        return buffer.length();
    }

    /** To this address; an answer where it is empty. */
    private int frame(Wire message, String address) {
        boolean answer = address.isEmpty();
        int reply = answer || message instanceof Epochs ? 0 : REPLY;
        int to = answer ? REPLY : address.length();
        return FRAME + 4 + codec(message).name().length() + 4 + to + 4 + reply + SENDER + size(message);
    }

    private final class Sum {
        private final int trials;
        private final List<String> names = new ArrayList<>();
        private final Map<String, long[]> sums = new HashMap<>();

        Sum(int trials) {
            this.trials = trials;
        }

        void add(String name, Wire message, String address) {
            if (!names.contains(name)) names.add(name);
            long[] sum = sums.computeIfAbsent(name, _ -> new long[2]);
            sum[0] += size(message);
            sum[1] += frame(message, address);
        }

        void print() {
            long[] all = new long[2];
            for (String name : names) {
                long[] sum = sums.getOrDefault(name, new long[2]);
                print(name, sum);
                for (int i = 0; i < 2; i++) all[i] += sum[i];
            }
            print("together", all);
        }

        private void print(String name, long[] sum) {
            System.out.printf(
                    Locale.ROOT,
                    "  %-16s %7.0f, on the bus %7.0f%n",
                    name,
                    sum[0] / (double) trials,
                    sum[1] / (double) trials);
        }
    }
}
