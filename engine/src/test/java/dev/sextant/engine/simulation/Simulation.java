// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.simulation;

import static dev.sextant.engine.simulation.Timeline.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.space.Space;
import dev.sextant.engine.study.Attempt;
import dev.sextant.engine.study.StudyMachine;
import dev.sextant.engine.study.Task;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.wire.Broke;
import dev.sextant.engine.wire.Release;
import dev.sextant.engine.wire.Result;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One study, from its beginning to its end, with everything that can go wrong drawn from one seed: messages are lost,
 * repeated, late and out of order, agents are cut off, any process stands still, or dies between any two effects and
 * comes back, and what was not durable is gone. The coordinator's and the agents' machines are those of the product;
 * what surrounds them is simulated on one thread and a virtual clock.
 *
 * <p>Every step is checked, and at the end the trials must be those of the straight run, bit for bit. Once nothing goes
 * wrong any more the study must end.
 */
final class Simulation {
    /** A process has died. */
    static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1;

        Crash() {
            super("a crash", null, false, false);
        }
    }

    /** Once nothing goes wrong, a study ends within this. */
    private static final long PATIENCE = 3_600 * SECOND;

    /** More things than this do not happen in any study that ends. */
    private static final int STEPS = 300_000;

    /** Enough for any trouble, and few enough that a study comes to its end. */
    private static final int CRASHES = 15;

    private final SplittableRandom chance;
    private final Timeline timeline = new Timeline();
    private final Scenario scenario;
    private final Weather drawn;
    private final Mutant mutant;
    private final boolean blind;
    private final long crashAt;
    private final Network network = new Network(this);
    private final Disk disk;
    private final CoordinatorProcess coordinator;
    private final List<AgentProcess> agents = new ArrayList<>();
    private final Map<Long, Integer> breaks = new HashMap<>();
    private final Map<Long, Integer> checkpoints = new HashMap<>(); // epochs by trial
    private final Map<Long, Attempt> handedOut = new HashMap<>(); // by fence
    private @Nullable Consumer<String> log;
    private boolean quiet;
    private long effects;
    int crashes;
    int pauses;
    int stops;
    int alone;
    int resumed;
    int enqueued;
    int refused;

    Simulation(long seed, Mutant mutant) {
        this(seed, mutant, false, null, -1);
    }

    /** Without the checks of single steps: what is wrong has to show in what comes of it. */
    static Simulation blind(long seed, Mutant mutant) {
        return new Simulation(seed, mutant, true, null, -1);
    }

    /** Nothing goes wrong but that the process that performs this effect dies before it. */
    static Simulation crashingAt(long effect, boolean local, long seed) {
        return new Simulation(seed, Mutant.NONE, false, Weather.calm(local), effect);
    }

    private Simulation(long seed, Mutant mutant, boolean blind, @Nullable Weather weather, long crashAt) {
        this.chance = new SplittableRandom(seed);
        this.mutant = mutant;
        this.blind = blind;
        this.crashAt = crashAt;
        this.scenario = Scenario.number(seed);
        this.drawn = weather == null ? Weather.drawn(chance) : weather;
        this.disk = new Disk(mutant == Mutant.OUTCOMES_OVERWRITTEN, blind);
        this.coordinator = new CoordinatorProcess(this, scenario);
        int nodes = drawn.local() ? 1 : 1 + chance.nextInt(3);
        for (int i = 0; i < nodes; i++)
            agents.add(new AgentProcess(this, "agent " + i, 1 + chance.nextInt(3), chance.nextInt(3)));
    }

    Simulation logging(Consumer<String> to) {
        log = to;
        return this;
    }

    /** Runs to the end; fails with what was wrong. */
    void run() {
        log(() -> "%s, %d trials".formatted(drawn, scenario.straight().size()));
        coordinator.live();
        agents.forEach(AgentProcess::live);
        timeline.after(drawn.quietAfter(), this::calmDown);
        if (drawn.blows() > 0) timeline.after(below(2 * drawn.blows()), this::blow);
        int steps = 0;
        while (!coordinator.isConcluded()) {
            assertTrue(timeline.step(), "nothing more will happen");
            assertTrue(
                    ++steps < STEPS && timeline.now() < drawn.quietAfter() + PATIENCE,
                    "the study came to a halt with %d of %d trials"
                            .formatted(disk.trials().size(), scenario.straight().size()));
        }
        coordinator.close();
        scenario.check(disk.trials());
        enqueued = disk.checkEnqueued(scenario.searchedAll(disk.trials()));
        if (!blind) disk.checkEnds();
    }

    Timeline timeline() {
        return timeline;
    }

    Disk disk() {
        return disk;
    }

    Network network() {
        return network;
    }

    CoordinatorProcess coordinator() {
        return coordinator;
    }

    Mutant mutant() {
        return mutant;
    }

    boolean isBlind() {
        return blind;
    }

    /** No two attempts that any living worker was ever given have the same fence. */
    void handedOut(Attempt attempt) {
        Attempt before = handedOut.putIfAbsent(attempt.fence(), attempt);
        if (before != null) assertEquals(before, attempt, "a fence was given twice");
    }

    /** A training runs alone where others could run beside it. */
    void ranAlone() {
        alone++;
    }

    /** Now and then a checkpoint is kept, perhaps by an attempt that is over, and older than the one before. */
    void keep(long trial, int epoch) {
        if (happens(0.5)) checkpoints.put(trial, epoch);
    }

    /** After how many epochs an attempt goes on; now and then what was kept is of no use. */
    int kept(long trial) {
        int epoch = happens(0.1) ? 0 : checkpoints.getOrDefault(trial, 0);
        if (epoch > 0) resumed++;
        return epoch;
    }

    boolean isQuiet() {
        return quiet;
    }

    Weather weather() {
        return quiet ? Weather.calm(drawn.local()) : drawn;
    }

    long effects() {
        return effects;
    }

    boolean happens(double probability) {
        return probability > 0 && chance.nextDouble() < probability;
    }

    /** A number in 0 … bound − 1, and 0 where the bound is 0. */
    long below(long bound) {
        return bound <= 1 ? 0 : chance.nextLong(bound);
    }

    void log(Supplier<String> line) {
        Consumer<String> to = log;
        if (to != null) to.accept("%12.6f %s".formatted(timeline.now() / (double) SECOND, line.get()));
    }

    /** How long a slice takes; now and then far longer than a lease. */
    long stepTime() {
        long mean = weather().step();
        return happens(quiet ? 0 : 0.01) ? below(150 * SECOND) : 1 + below(2 * mean);
    }

    /** Whether the machine breaks over this task. A trial that can be run breaks too seldom to be given up. */
    boolean breaks(Task task) {
        long trial = task.attempt().trial();
        if (scenario.poisoned().contains(trial)) return true;
        if (breaks.getOrDefault(trial, 0) >= StudyMachine.MAX_BREAKS - 1
                || !happens(weather().breaks())) return false;
        breaks.merge(trial, 1, Integer::sum);
        return true;
    }

    /** Between two effects of a process. */
    void between(Node process) {
        double risk =
                process == coordinator ? weather().coordinatorDies() : weather().agentDies();
        boolean dies = ++effects == crashAt || (!quiet && crashes < CRASHES && happens(risk));
        if (!dies) return;
        kill(process);
        throw new Crash();
    }

    private void kill(Node process) {
        crashes++;
        log(() -> (process == coordinator ? "coordinator" : process) + " dies");
        end(process);
        if (drawn.local()) {
            end(process == coordinator ? agents.getFirst() : coordinator);
            handedOut.clear();
        }
        rise(process, below(happens(0.5) ? SECOND : 90 * SECOND));
    }

    private static void end(Node process) {
        if (process.isAlive()) process.die();
    }

    private void rise(Node process, long delay) {
        timeline.after(delay, () -> {
            revive(process);
            if (drawn.local()) revive(process == coordinator ? agents.getFirst() : coordinator);
        });
    }

    private void revive(Node process) {
        if (process.isAlive()) return;
        log(() -> (process == coordinator ? "coordinator" : process) + " begins");
        process.live();
    }

    /** An agent has left in good order, and comes back. */
    void left(AgentProcess agent) {
        end(agent);
        rise(agent, below(40 * SECOND));
    }

    private void calmDown() {
        log(() -> "from now on nothing goes wrong");
        quiet = true;
    }

    /** The coordinator has come to a stop in good order, and the study is started again. */
    void stopped() {
        stops++;
        log(() -> "the study has stopped");
        coordinator.close();
        end(coordinator);
        if (drawn.local()) {
            end(agents.getFirst());
            handedOut.clear();
        }
        rise(coordinator, below(40 * SECOND));
    }

    /** Something happens that takes its time. */
    private void blow() {
        if (quiet) return;
        AgentProcess agent = agents.get((int) below(agents.size()));
        switch ((int) below(drawn.local() ? 4 : 7)) {
            case 0 -> pause(coordinator, below(90 * SECOND));
            case 1 -> pause(agent, below(200 * SECOND));
            case 2 -> {
                if (agent.isAlive()) agent.leave();
            }
            case 3 -> {
                if (drawn.local()) agent.finish();
                coordinator.finish();
            }
            case 4 -> network.cut(agent, below(200 * SECOND));
            case 5 -> stranger();
            default -> vanish(agent);
        }
        if (happens(0.2)) enqueue();
        timeline.after(below(2 * drawn.blows()), this::blow);
    }

    /** A person wants something tried. */
    private void enqueue() {
        Space space = scenario.spec().space();
        double[] unit = new double[space.dimensions()];
        for (int i = 0; i < unit.length; i++) unit[i] = chance.nextDouble();
        log(() -> "somebody enqueues a configuration");
        coordinator.enqueue(space.fromUnit(unit));
    }

    private void pause(Node process, long nanos) {
        pauses++;
        log(() -> "%s stands still for %.1f s"
                .formatted(process == coordinator ? "coordinator" : process, nanos / (double) SECOND));
        process.pause(nanos);
        // A process stands still as a whole.
        if (drawn.local()) (process == coordinator ? agents.getFirst() : coordinator).pause(nanos);
    }

    /** One agent of several is gone for good. */
    private void vanish(AgentProcess agent) {
        if (agents.size() == 1) return;
        log(() -> agent + " is gone for good");
        end(agent);
        agents.remove(agent);
    }

    /** Somebody speaks of attempts that this study never began. */
    private void stranger() {
        long trial = below(disk.trials().size() + 2);
        Attempt attempt = new Attempt(trial, 1 + (int) below(3), 1_000_000 + below(100), "stranger");
        log(() -> "a stranger speaks of " + attempt);
        Outcome outcome = new Outcome.Failed("of another study");
        coordinator.hear(() -> coordinator.heard(
                null,
                0,
                0,
                switch ((int) below(3)) {
                    case 0 -> new Broke(attempt, "of another study");
                    case 1 -> new Release(List.of(attempt));
                    default -> new Result(attempt, outcome);
                }));
    }
}
