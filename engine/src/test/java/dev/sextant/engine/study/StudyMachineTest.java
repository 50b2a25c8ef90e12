// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.study.StudyEvent.Phase;
import dev.sextant.engine.study.ToyStudy.HashingSearcher;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.Trial;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class StudyMachineTest {
    private static final ConfirmationRule NOTHING = new ConfirmationRule(0, 1, false);

    private StudySpec spec = ToyStudy.spec(3, 8, NOTHING, Direction.MINIMIZE);
    private final HashingSearcher searcher = new HashingSearcher(Long.MAX_VALUE);
    private StudyMachine machine = new StudyMachine(spec, searcher.capacity());
    private final List<StudyEvent> events = new ArrayList<>();
    private final List<Task> tasks = new ArrayList<>();
    private final List<Outcome> submitted = new ArrayList<>();
    private final List<Verdict> verdicts = new ArrayList<>();
    private final Map<Attempt, AttemptEnd> ends = new HashMap<>();
    private final List<Effect.Beaten> beaten = new ArrayList<>();
    private final List<Boolean> endings = new ArrayList<>();
    private long request = 1000;

    private void study(StudySpec of) {
        spec = of;
        machine = new StudyMachine(of, searcher.capacity());
        events.clear();
        tasks.clear();
    }

    /** Delivers a command, and everything that the store and the searcher answer. */
    private void tell(Command command) {
        for (Effect effect : machine.accept(command)) {
            switch (effect) {
                case Effect.Ask ask -> tell(new Proposer(spec, searcher, null).answer(ask));
                case Effect.Plan plan -> tell(new Proposer(spec, searcher, null).answer(plan));
                case Effect.AddTrials(List<Trial> trials) ->
                    tell(new Command.Added(trials.getFirst().number()));
                case Effect.EndTrial(Attempt attempt, Outcome outcome) -> {
                    submitted.add(outcome);
                    tell(new Command.Ended(attempt.trial(), outcome));
                }
                case Effect.BeginAttempt(Attempt attempt) -> tell(new Command.Begun(attempt.fence()));
                case Effect.EndAttempt(Attempt attempt, AttemptEnd how) -> {
                    ends.put(attempt, how);
                    tell(new Command.AttemptEnded(attempt.fence()));
                }
                case Effect.Beaten reply -> beaten.add(reply);
                case Effect.Answer(long _, List<Task> handed) -> tasks.addAll(handed);
                case Effect.Acknowledge(long _, Verdict verdict) -> verdicts.add(verdict);
                case Effect.Announce(StudyEvent event) -> events.add(event);
                case Effect.Enqueue _, Effect.AnswerEnqueue _ -> throw new AssertionError(effect);
                case Effect.Conclude(boolean finished) -> endings.add(finished);
            }
        }
    }

    private void begin() {
        tell(new Command.Begin(List.of(), List.of()));
    }

    private void pull(String worker, int credits) {
        tell(new Command.Pull(request++, worker, credits));
    }

    private void end(Task task, Outcome outcome) {
        tell(new Command.Result(request++, task.attempt(), outcome));
    }

    private static Outcome value(double value) {
        return new Outcome.Completed(value, 1, Map.of("loss", value), new LearningCurve(new double[] {value}));
    }

    private List<String> alarms() {
        return events.stream()
                .filter(StudyEvent.Alarm.class::isInstance)
                .map(event -> ((StudyEvent.Alarm) event).message())
                .toList();
    }

    @Test
    void tasksGoToThoseWhoAskedAndNoFurtherThanTheirCredits() {
        begin();
        assertEquals(List.of(), tasks);
        pull("a", 2);
        assertEquals(
                List.of(0L, 1L),
                tasks.stream().map(task -> task.attempt().trial()).toList());
        pull("b", 5);
        assertEquals("b", tasks.getLast().attempt().worker());
        assertEquals(3, tasks.size());
        assertEquals(Seeds.ofSearch(7, 2), tasks.getLast().assignment().seeds());
        assertEquals(
                spec.template().fill(machine.trial(2).configuration()),
                tasks.getLast().assignment().document());
    }

    @Test
    void aLostWorkersTrialIsRunAgainWithTheSameSeedsAndARisingFence() {
        begin();
        pull("a", 1);
        tell(new Command.WorkerLost("a"));
        pull("b", 1);
        Task before = tasks.getFirst();
        Task again = tasks.getLast();
        assertEquals(before.assignment(), again.assignment());
        assertEquals(new Attempt(0, 2, before.attempt().fence() + 1, "b"), again.attempt());
    }

    @Test
    void aRepeatedResultIsAcknowledgedAndADifferentOneRaisesTheAlarm() {
        begin();
        pull("a", 1);
        end(tasks.getFirst(), value(0.5));
        end(tasks.getFirst(), value(0.5));
        assertEquals(List.of(), alarms());
        end(tasks.getFirst(), value(0.25));
        assertEquals(List.of(Verdict.ACCEPTED, Verdict.DUPLICATE, Verdict.CONFLICT), verdicts);
        assertEquals(value(0.5), machine.trial(0).outcome());
        assertEquals(
                List.of("nondeterminism: trial 0 ended twice and differently; the first result stands"
                        + " (completed with 0.5 at epoch 1; then completed with 0.25 at epoch 1)"),
                alarms());
    }

    @Test
    void theTestRunMustRepeatItsTrialBitForBit() {
        study(ToyStudy.spec(2, 8, new ConfirmationRule(0, 1, true), Direction.MINIMIZE));
        begin();
        pull("a", 9);
        end(tasks.get(0), value(0.5));
        end(tasks.get(1), value(0.75));
        pull("a", 1);
        Task test = tasks.getLast();
        assertEquals(Seeds.ofSearch(7, 0), test.assignment().seeds());
        assertTrue(test.assignment().scoreTest());
        end(test, value(Math.nextUp(0.5)));
        assertEquals(
                List.of("nondeterminism: trial 0 trained again for the test rows came out differently"
                        + " (completed with 0.5000000000000001 at epoch 1; before 0.5)"),
                alarms());
        assertEquals(List.of(true), endings);
    }

    @Test
    void aTrialThatBreaksItsWorkerIsTriedThreeTimes() {
        begin();
        for (int i = 0; i < StudyMachine.MAX_BREAKS; i++) {
            pull("a", 1);
            assertEquals(0, tasks.getLast().attempt().trial());
            tell(new Command.Broke(request++, tasks.getLast().attempt(), "out of memory"));
        }
        assertEquals(
                new Outcome.Failed("broke its worker 3 times: out of memory"),
                machine.trial(0).outcome());
        assertEquals(Collections.nCopies(StudyMachine.MAX_BREAKS, Verdict.ACCEPTED), verdicts);
        pull("a", 1);
        assertEquals(1, tasks.getLast().attempt().trial());
    }

    @Test
    void aTrialThatBreaksEveryWorkerIsAsLongInVirtualTimeAsItWasKnownToBe() {
        study(ToyStudy.spec(9, new Parallelism.VirtualTime(2), NOTHING, Direction.MINIMIZE, StopRule.NEVER));
        begin();
        for (int i = 0; i < StudyMachine.MAX_BREAKS; i++) {
            pull("a", 1);
            tell(new Command.Progressed(0, i == 1 ? 2 : 1));
            tell(new Command.Broke(request++, tasks.getLast().attempt(), "out of memory"));
        }
        assertEquals(
                new Outcome.Failed(
                        "broke its worker 3 times: out of memory",
                        new LearningCurve(new double[] {Double.NaN, Double.NaN})),
                machine.trial(0).outcome());
    }

    @Test
    void confirmationsArePairedInOrderOfRankAndDecidedAtOnce() {
        study(ToyStudy.spec(3, 8, new ConfirmationRule(2, 2, true), Direction.MAXIMIZE));
        begin();
        pull("a", 9);
        end(tasks.get(2), value(0.9));
        end(tasks.get(0), value(0.1));
        end(tasks.get(1), new Outcome.Diverged(LearningCurve.EMPTY));
        List<Role> roles = machine.trials().stream().map(Trial::role).toList();
        assertEquals(
                List.of(
                        new Role.Confirmation(2, 1),
                        new Role.Confirmation(2, 2),
                        new Role.Confirmation(0, 1),
                        new Role.Confirmation(0, 2)),
                roles.subList(3, roles.size()));
        assertTrue(events.contains(new StudyEvent.PhaseStarted(Phase.CONFIRMATION, 4)));
        pull("a", 9);
        assertEquals(
                List.of(Seeds.ofConfirmation(7, 1), Seeds.ofConfirmation(7, 2)),
                tasks.subList(3, 5).stream()
                        .map(task -> task.assignment().seeds())
                        .toList());
    }

    @Test
    void nothingIsConfirmedWhereNothingCompleted() {
        study(ToyStudy.spec(1, 8, new ConfirmationRule(2, 2, true), Direction.MINIMIZE));
        begin();
        pull("a", 1);
        end(tasks.getFirst(), new Outcome.Failed("no"));
        assertEquals(List.of(true), endings);
        assertEquals(1, machine.trials().size());
    }

    @Test
    void finishingLetsRunningTrialsEndAndStartsNoOthers() {
        begin();
        pull("a", 1);
        tell(new Command.Finish());
        assertEquals(List.of(), endings);
        pull("b", 1);
        assertEquals(1, tasks.size());
        end(tasks.getFirst(), value(1));
        assertEquals(List.of(false), endings);
    }

    @Test
    void finishingAStudyThatIsCompleteSaysSo() {
        var straight = ToyStudy.straight(spec, searcher, null);
        tell(new Command.Finish());
        tell(new Command.Begin(straight, List.of()));
        assertEquals(List.of(true), endings);
        assertEquals(new StudyEvent.Started(straight, 3), events.getFirst());
    }

    @Test
    void aStoreThatWasChangedFromOutsideIsNoticed() {
        study(ToyStudy.spec(12, 2, NOTHING, Direction.MINIMIZE));
        List<Trial> changed = new ArrayList<>(ToyStudy.straight(spec, searcher, null));
        changed.set(3, changed.get(3).ended(value(0.123)));
        tell(new Command.Begin(changed, List.of()));
        assertEquals(7, alarms().size(), "one for every trial that saw it");
        assertEquals(
                "trial 5 was proposed from other results than the store holds: it was changed from outside",
                alarms().getFirst());
    }

    @Test
    void aStoreThatDoesNotFitTheStudyIsRefused() {
        List<Trial> trials = ToyStudy.straight(spec, searcher, null);
        var gap = new Command.Begin(List.of(trials.get(0), trials.get(2)), List.of());
        assertEquals(
                "the store holds trial 2 where trial 1 belongs",
                assertThrows(IllegalStateException.class, () -> machine.accept(gap))
                        .getMessage());
        study(ToyStudy.spec(2, 8, NOTHING, Direction.MINIMIZE));
        var more = new Command.Begin(trials, List.of());
        assertEquals(
                "the store holds trial 2 as Search[], but this study has 2 search trials",
                assertThrows(IllegalStateException.class, () -> machine.accept(more))
                        .getMessage());
    }

    @Test
    void theBudgetIsWhatTheSearcherCanFill() {
        assertEquals(3, new StudyMachine(spec, Long.MAX_VALUE).budget());
        StudySpec large = ToyStudy.spec(100, 8, NOTHING, Direction.MINIMIZE);
        assertEquals(2 + 5, new StudyMachine(large, 5).budget());
    }

    @Test
    void aSearchThatEndedEarlySaysSoAfterItWasStartedAgain() {
        study(ToyStudy.spec(60, 4, new ConfirmationRule(2, 2, true), Direction.MINIMIZE, new StopRule(5, 0)));
        List<Trial> straight = ToyStudy.straight(spec, searcher, null);
        long searched = straight.stream()
                .filter(trial -> trial.role() instanceof Role.Search)
                .count();
        for (int held : new int[] {(int) searched, straight.size() - 1, straight.size()}) {
            study(spec);
            tell(new Command.Begin(straight.subList(0, held), List.of()));
            List<StudyEvent> told = events.stream()
                    .filter(event -> event instanceof StudyEvent.Started
                            || event instanceof StudyEvent.SearchEnded
                            || (event instanceof StudyEvent.PhaseStarted(Phase phase, long _) && phase == Phase.SEARCH))
                    .toList();
            assertEquals(3, told.size(), "with " + held + " trials held: " + told);
            assertTrue(told.get(0) instanceof StudyEvent.Started, told.toString());
            assertTrue(told.get(1) instanceof StudyEvent.PhaseStarted, told.toString());
            assertEquals(new StudyEvent.SearchEnded(searched, "5 trials in a row brought nothing better"), told.get(2));
        }
    }

    private static final long TTL = Leases.TTL.toNanos();
    private static final long SCAN = Leases.SCAN.toNanos();
    private long now;

    /** Time passes, and lapsed leases are looked for as often as they should be. */
    private void pass(long nanos) {
        for (long end = now + nanos; now < end; ) {
            now = Math.min(end, now + SCAN);
            machine.accept(new Command.Scan(), now).forEach(this::perform);
        }
    }

    private void perform(Effect effect) {
        if (effect instanceof Effect.EndAttempt(Attempt attempt, AttemptEnd how)) ends.put(attempt, how);
        if (effect instanceof Effect.BeginAttempt(Attempt attempt)) tell(new Command.Begun(attempt.fence()));
    }

    private AttemptEnd end(Attempt attempt) {
        return Objects.requireNonNull(ends.get(attempt), () -> attempt + " has not ended");
    }

    private Effect.Beaten beat(String worker, long incarnation, Attempt... attempts) {
        tell(new Command.Beat(request++, worker, incarnation, List.of(attempts)));
        return beaten.getLast();
    }

    @Test
    void anAttemptOfWhichNothingIsHeardForALeaseIsLostAndItsTrialRunAgain() {
        begin();
        pull("a", 1);
        Attempt silent = tasks.getFirst().attempt();
        pass(TTL - 1);
        assertEquals(List.of(silent), machine.running());
        pass(SCAN);
        assertEquals(
                new AttemptEnd(AttemptEnd.Kind.LOST, "nothing was heard of it for a lease's length"), ends.get(silent));
        pull("b", 1);
        assertEquals(new Attempt(0, 2, 2, "b"), tasks.getLast().attempt());
        assertEquals(tasks.getFirst().assignment(), tasks.getLast().assignment());
        assertEquals(1, machine.accounts().leasesExpired());
    }

    @Test
    void aBeatExtendsWhatRunsAndCancelsWhatIsNotWanted() {
        begin();
        pull("a", 2);
        Attempt first = tasks.get(0).attempt();
        Attempt second = tasks.get(1).attempt();
        pass(TTL - 1);
        Attempt stranger = new Attempt(1, 1, 99, "a");
        Effect.Beaten reply = beat("a", 0, first, stranger, new Attempt(77, 1, 98, "a"));
        assertEquals(List.of(first), reply.extended());
        assertEquals(2, reply.unknown().size());
        pass(SCAN);
        for (int i = 0; i < 2; i++) { // for as long as it is named
            reply = beat("a", 0, first, second);
            assertEquals(List.of(first), reply.extended());
            assertEquals(List.of(second), reply.cancelled());
        }
    }

    @Test
    void aLateResultIsTakenWhileItsTrialHasNone() {
        begin();
        pull("a", 1);
        Task late = tasks.getFirst();
        pass(TTL + SCAN);
        pull("b", 1);
        Task again = tasks.getLast();
        end(late, value(0.5));
        assertEquals(List.of(Verdict.ACCEPTED), verdicts);
        assertEquals(value(0.5), machine.trial(0).outcome());
        assertEquals(AttemptEnd.Kind.SUPERSEDED, end(again.attempt()).kind());
        assertEquals(List.of(again.attempt()), beat("b", 0, again.attempt()).cancelled());
        end(again, value(0.5));
        assertEquals(List.of(Verdict.ACCEPTED, Verdict.DUPLICATE), verdicts);
    }

    @Test
    void whatWasNeverHandedOutIsStale() {
        begin();
        pull("a", 1);
        Attempt given = tasks.getFirst().attempt();
        for (Attempt stranger :
                List.of(new Attempt(0, 1, 2, "a"), new Attempt(0, 2, given.fence(), "a"), new Attempt(50, 1, 1, "a")))
            tell(new Command.Result(request++, stranger, value(9)));
        tell(new Command.Broke(request++, new Attempt(0, 1, 2, "a"), "not ours"));
        tell(new Command.Release(request++, List.of(new Attempt(0, 1, 2, "a"))));
        assertEquals(Collections.nCopies(5, Verdict.STALE), verdicts);
        assertEquals(List.of(given), machine.running());
        assertEquals(4, machine.accounts().staleResults());
    }

    @Test
    void aBreakThatIsRepeatedCountsOnce() {
        begin();
        pull("a", 1);
        Attempt first = tasks.getLast().attempt();
        for (int i = 0; i < 5; i++) tell(new Command.Broke(request++, first, "out of memory"));
        pull("a", 1);
        assertEquals(2, tasks.getLast().attempt().number());
        for (int i = 0; i < 5; i++) tell(new Command.Broke(request++, first, "out of memory"));
        assertEquals(List.of(tasks.getLast().attempt()), machine.running());
        assertEquals(new AttemptEnd(AttemptEnd.Kind.BROKE, "out of memory"), ends.get(first));
    }

    @Test
    void breaksAreCountedOverRestartsAndEveryCauseIsKept() {
        begin();
        List<Attempt> attempts = new ArrayList<>();
        Map<Long, AttemptEnd> broken = new HashMap<>();
        for (int i = 1; i < StudyMachine.MAX_BREAKS; i++) {
            attempts.add(new Attempt(0, i, i, "a"));
            broken.put((long) i, new AttemptEnd(AttemptEnd.Kind.BROKE, "cause " + i));
        }
        List<Trial> trials = List.of(machine.trial(0));
        study(spec);
        tell(new Command.Begin(trials, attempts, broken));
        pull("a", 1);
        tell(new Command.Broke(request++, tasks.getLast().attempt(), "cause 3"));
        Outcome failed = new Outcome.Failed("broke its worker 3 times: cause 1; cause 2; cause 3");
        assertEquals(failed, machine.trial(0).outcome());
        // The last break was durable when the process died, and the trial's end was not.
        attempts.add(new Attempt(0, 3, 3, "a"));
        broken.put(3L, new AttemptEnd(AttemptEnd.Kind.BROKE, "cause 3"));
        study(spec);
        tell(new Command.Begin(trials, attempts, broken));
        assertEquals(failed, machine.trial(0).outcome());
    }

    @Test
    void aProcessThatDiedBreaksNoTrial() {
        begin();
        List<Trial> trials = List.of(machine.trial(0));
        List<Attempt> attempts = new ArrayList<>();
        for (int i = 1; i <= 200; i++) {
            Attempt died = new Attempt(0, i, i, "a");
            attempts.add(died);
            study(spec);
            ends.clear();
            tell(new Command.Begin(trials, attempts));
            assertEquals(new AttemptEnd(AttemptEnd.Kind.LOST, "the study's process ended"), ends.get(died));
        }
        pull("a", 1);
        assertEquals(new Attempt(0, 201, 201, "a"), tasks.getLast().attempt());
    }

    @Test
    void workersThatOutliveTheCoordinatorKeepTheirAttemptsIfTheySaySoInTime() {
        begin();
        pull("a", 1);
        pull("b", 1);
        Attempt alive = tasks.get(0).attempt();
        Attempt gone = tasks.get(1).attempt();
        List<Trial> trials = machine.trials();
        study(spec);
        tell(new Command.Begin(trials, List.of(alive, gone), Map.of(), true));
        pull("c", 3);
        assertEquals(
                List.of(2L), tasks.stream().map(task -> task.attempt().trial()).toList());
        pass(TTL / 2);
        assertEquals(List.of(alive), beat("a", 0, alive).extended());
        pass(TTL / 2);
        assertEquals(AttemptEnd.Kind.LOST, end(gone).kind());
        assertTrue(machine.isRunning(alive));
        assertEquals(3, tasks.getFirst().attempt().fence());
        pull("c", 1);
        assertEquals(new Attempt(1, 2, 4, "c"), tasks.getLast().attempt());
    }

    @Test
    void aNewProcessOfAWorkerOrphansWhatTheOldOneHad() {
        begin();
        tell(new Command.Pull(request++, "a", 1, 1, 1));
        Attempt old = tasks.getLast().attempt();
        tell(new Command.Pull(request++, "a", 2, 1, 1));
        assertEquals(new AttemptEnd(AttemptEnd.Kind.LOST, "its worker's process began anew"), ends.get(old));
        assertEquals(new Attempt(0, 2, 2, "a"), tasks.getLast().attempt());
        tell(new Command.Pull(request++, "a", 1, 1, 1)); // on its way since before
        assertEquals(2, tasks.size());
        assertEquals(List.of(old), beat("a", 1, old).cancelled());
        assertTrue(machine.isRunning(tasks.getLast().attempt()));
    }

    @Test
    void whatIsGivenBackWaitsForNobody() {
        begin();
        pull("a", 1);
        Attempt released = tasks.getLast().attempt();
        tell(new Command.Release(request++, List.of(released)));
        assertEquals(List.of(Verdict.ACCEPTED), verdicts);
        assertEquals(AttemptEnd.Kind.RELEASED, end(released).kind());
        pull("b", 1);
        assertEquals(new Attempt(0, 2, 2, "b"), tasks.getLast().attempt());
        assertEquals(1, machine.accounts().ended().get(AttemptEnd.Kind.RELEASED));
    }

    @Test
    void thoseWhoIdleComeBeforeThoseWhoAskAhead() {
        tell(new Command.Pull(request++, "ahead", 0, 2, 0));
        tell(new Command.Pull(request++, "idle", 0, 2, 1));
        begin();
        for (Task task : tasks)
            assertEquals(
                    task.attempt().trial() == 0 ? "idle" : "ahead",
                    task.attempt().worker());
        assertEquals(2, tasks.size());
    }

    @Test
    void aPauseOfTheCoordinatorLosesNothing() {
        begin();
        pull("a", 1);
        pass(SCAN);
        now += 10 * TTL;
        machine.accept(new Command.Scan(), now).forEach(this::perform);
        assertEquals(List.of(tasks.getFirst().attempt()), machine.running());
        pass(TTL + SCAN);
        assertEquals(List.of(), machine.running());
    }
}
