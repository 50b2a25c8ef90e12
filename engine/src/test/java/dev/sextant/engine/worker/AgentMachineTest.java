// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.study.Attempt;
import dev.sextant.engine.study.Leases;
import dev.sextant.engine.study.Limits;
import dev.sextant.engine.study.Task;
import dev.sextant.engine.study.Verdict;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.StoppingPlan;
import dev.sextant.engine.wire.Beat;
import dev.sextant.engine.wire.Broke;
import dev.sextant.engine.wire.Epochs;
import dev.sextant.engine.wire.Pull;
import dev.sextant.engine.wire.Release;
import dev.sextant.engine.wire.Result;
import dev.sextant.engine.wire.Wire;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgentMachineTest {
    private static final long SECOND = 1_000_000_000;
    private static final Outcome OUTCOME = new Outcome.Failed("as it happens");

    private AgentMachine machine = new AgentMachine("a", 7, 2, 1);
    private final List<AgentEffect> effects = new ArrayList<>();
    private long now = -5 * SECOND; // any origin will do

    private void tell(AgentEvent event) {
        effects.addAll(machine.accept(event, now));
    }

    /** Time passes, and the machine hears of it whenever it wants to. */
    private void pass(long nanos) {
        for (long end = now + nanos; now < end; ) {
            now = Math.max(now + 1, Math.min(end, machine.due()));
            tell(new AgentEvent.Tick());
        }
    }

    private static Task task(long trial) {
        return new Task(
                new Attempt(trial, 1, trial + 1, "a"),
                new Assignment(
                        JsonNodeFactory.instance.objectNode(),
                        new Objective("loss", Direction.MINIMIZE),
                        Seeds.ofSearch(1, trial),
                        false),
                StoppingPlan.NONE);
    }

    /** A task that broke a worker before. */
    private static Task alone(long trial) {
        Task task = task(trial);
        return new Task(task.attempt(), task.assignment(), task.plan(), false, Limits.NONE, true);
    }

    private static Attempt attempt(long trial) {
        return task(trial).attempt();
    }

    private List<Wire> sent() {
        return effects.stream()
                .filter(AgentEffect.Send.class::isInstance)
                .map(effect -> ((AgentEffect.Send) effect).message())
                .toList();
    }

    private <T extends Wire> List<T> sent(Class<T> type) {
        return sent().stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** The last request that was sent with a message of this type. */
    private long request(Class<? extends Wire> type) {
        return effects.stream()
                .filter(effect -> effect instanceof AgentEffect.Send(long _, Wire message) && type.isInstance(message))
                .mapToLong(effect -> ((AgentEffect.Send) effect).request())
                .max()
                .orElseThrow();
    }

    private List<Attempt> begun() {
        return effects.stream()
                .filter(AgentEffect.Begin.class::isInstance)
                .map(effect -> ((AgentEffect.Begin) effect).task().attempt())
                .toList();
    }

    private void start(Task... tasks) {
        tell(new AgentEvent.Start());
        tell(new AgentEvent.Worked(request(Pull.class), List.of(tasks)));
    }

    @Test
    void itAsksForItsSlotsAndOneAhead() {
        start(task(0), task(1), task(2));
        assertEquals(List.of(new Pull("a", 7, 3, 2)), sent(Pull.class));
        assertEquals(List.of(attempt(0), attempt(1)), begun());
        effects.clear();
        tell(new AgentEvent.Ended(attempt(0), OUTCOME));
        assertEquals(List.of(attempt(2)), begun(), "what waited begins at once");
        assertEquals(List.of(new Pull("a", 7, 1, 0)), sent(Pull.class));
        tell(new AgentEvent.Ended(attempt(1), OUTCOME));
        assertEquals(new Pull("a", 7, 1, 1), sent(Pull.class).getLast());
    }

    @Test
    void aResultIsSaidAfterGrowingPausesUntilItIsAnswered() {
        start(task(0));
        tell(new AgentEvent.Ended(attempt(0), OUTCOME));
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            tell(new AgentEvent.Unanswered(request(Result.class)));
            int before = sent(Result.class).size();
            long from = now;
            while (sent(Result.class).size() == before) pass(SECOND / 100);
            pauses.add(now - from);
        }
        for (int i = 0; i < pauses.size(); i++) {
            long longest = Math.min(AgentMachine.RETRY_CAP, AgentMachine.RETRY << i);
            assertTrue(pauses.get(i) >= longest / 2 && pauses.get(i) <= longest + SECOND / 50, pauses.toString());
        }
        tell(new AgentEvent.Received(request(Result.class), Verdict.DUPLICATE));
        effects.clear();
        pass(100 * SECOND);
        assertEquals(List.of(), sent(Result.class));
    }

    @Test
    void everyBeatNamesWhatItHasUntilThatIsAnswered() {
        start(task(0), task(1), task(2));
        tell(new AgentEvent.Epoch(attempt(0), 4, 0.5));
        tell(new AgentEvent.Ended(attempt(1), OUTCOME));
        pass(Leases.BEAT.toNanos());
        Beat beat = sent(Beat.class).getLast();
        assertEquals(
                new Beat(
                        "a",
                        7,
                        List.of(
                                new Beat.Held(attempt(0), 4),
                                new Beat.Held(attempt(1), 0),
                                new Beat.Held(attempt(2), 0))),
                beat);
        tell(new AgentEvent.Received(request(Result.class), Verdict.ACCEPTED));
        pass(Leases.BEAT.toNanos());
        assertEquals(2, sent(Beat.class).getLast().held().size());
    }

    @Test
    void itBeatsOnlyWhileItHasSomething() {
        start();
        pass(60 * SECOND);
        assertEquals(List.of(), sent(Beat.class));
    }

    @Test
    void whatIsCancelledStopsAndIsForgotten() {
        start(task(0), task(1), task(2));
        tell(new AgentEvent.Beaten(0, List.of(attempt(0)), List.of(attempt(1)), List.of(attempt(2))));
        assertTrue(effects.contains(new AgentEffect.Cancel(attempt(1))));
        effects.clear();
        tell(new AgentEvent.Beaten(0, List.of(), List.of(attempt(1)), List.of()));
        assertEquals(
                List.of(),
                effects.stream().filter(AgentEffect.Cancel.class::isInstance).toList());
        tell(new AgentEvent.Stopped(attempt(1)));
        pass(Leases.BEAT.toNanos());
        assertEquals(
                List.of(new Beat.Held(attempt(0), 0)),
                sent(Beat.class).getLast().held());
        assertEquals(List.of(), begun(), "what waited for a slot was cancelled too");
    }

    @Test
    void aResultThatWasThereBeforeItsCancellationIsOfferedAllTheSame() {
        start(task(0));
        tell(new AgentEvent.Beaten(0, List.of(), List.of(attempt(0)), List.of()));
        tell(new AgentEvent.Ended(attempt(0), OUTCOME));
        assertEquals(List.of(new Result(attempt(0), OUTCOME)), sent(Result.class));
    }

    @Test
    void itTrainsOnWithoutLeasesForAWhileAndThenStops() {
        start(task(0));
        pass(Leases.GRACE.toNanos() - 1);
        assertEquals(
                0, effects.stream().filter(AgentEffect.Cancel.class::isInstance).count());
        pass(1);
        assertTrue(effects.contains(new AgentEffect.Cancel(attempt(0))));
    }

    @Test
    void anExtensionIsWorthAnotherWhile() {
        start(task(0));
        pass(Leases.TTL.toNanos());
        tell(new AgentEvent.Beaten(0, List.of(attempt(0)), List.of(), List.of()));
        pass(Leases.GRACE.toNanos() - 1);
        assertTrue(!effects.contains(new AgentEffect.Cancel(attempt(0))));
    }

    @Test
    void aPauseOfItsOwnIsNotTakenForSilence() {
        start(task(0));
        now += 10 * Leases.GRACE.toNanos();
        tell(new AgentEvent.Tick());
        assertTrue(!effects.contains(new AgentEffect.Cancel(attempt(0))));
        pass(Leases.TTL.toNanos());
        assertTrue(effects.contains(new AgentEffect.Cancel(attempt(0))));
    }

    @Test
    void anAnswerThatComesTwiceBeginsNothingTwice() {
        start(task(0));
        long pull = 0;
        tell(new AgentEvent.Worked(pull, List.of(task(0), task(5))));
        assertEquals(List.of(attempt(0)), begun());
        assertEquals(List.of(new Release(List.of(attempt(5)))), sent(Release.class), "no slot was kept for it");
    }

    @Test
    void aPullThatIsNotAnsweredIsSaidAgain() {
        tell(new AgentEvent.Start());
        tell(new AgentEvent.Unanswered(request(Pull.class)));
        pass(AgentMachine.RETRY);
        assertEquals(List.of(new Pull("a", 7, 3, 2), new Pull("a", 7, 3, 2)), sent(Pull.class));
    }

    @Test
    void droppedItStopsWhatRunsGivesItBackAndWaitsForAnswers() {
        start(task(0), task(1), task(2));
        tell(new AgentEvent.Ended(attempt(0), OUTCOME));
        effects.clear();
        tell(new AgentEvent.Drop(true));
        assertEquals(
                List.of(new AgentEffect.Cancel(attempt(1)), new AgentEffect.Cancel(attempt(2))),
                effects.stream().filter(AgentEffect.Cancel.class::isInstance).toList());
        tell(new AgentEvent.Stopped(attempt(1)));
        tell(new AgentEvent.Stopped(attempt(2)));
        assertEquals(List.of(new Release(List.of(attempt(1))), new Release(List.of(attempt(2)))), sent(Release.class));
        for (AgentEffect effect : List.copyOf(effects))
            if (effect instanceof AgentEffect.Send(long request, Release _))
                tell(new AgentEvent.Received(request, Verdict.ACCEPTED));
        assertTrue(!effects.contains(new AgentEffect.Dropped()), "the result is not answered yet");
        tell(new AgentEvent.Received(1, Verdict.ACCEPTED));
        assertEquals(new AgentEffect.Dropped(), effects.getLast());
        assertEquals(List.of(), sent(Pull.class));
    }

    @Test
    void droppedWithNobodyToAnswerItWaitsForItsTrainingsAlone() {
        start(task(0));
        tell(new AgentEvent.Drop(false));
        assertTrue(!effects.contains(new AgentEffect.Dropped()));
        tell(new AgentEvent.Stopped(attempt(0)));
        assertEquals(new AgentEffect.Dropped(), effects.getLast());
    }

    @Test
    void finishingGivesBackWhatWaitsAndLetsTheRestEnd() {
        start(task(0), task(1), task(2));
        effects.clear();
        tell(new AgentEvent.Finish());
        assertEquals(List.of(new Release(List.of(attempt(2)))), sent());
        tell(new AgentEvent.Ended(attempt(0), OUTCOME));
        tell(new AgentEvent.Broke(attempt(1), "out of memory"));
        assertEquals(List.of(), begun());
        assertEquals(new Broke(attempt(1), "out of memory"), sent().getLast());
        tell(new AgentEvent.Worked(99, List.of(task(5))));
        assertEquals(new Release(List.of(attempt(5))), sent().getLast());
    }

    private List<Epochs.Epoch> shown() {
        return effects.stream()
                .filter(AgentEffect.Show.class::isInstance)
                .flatMap(effect -> ((AgentEffect.Show) effect).epochs().latest().stream())
                .toList();
    }

    @Test
    void anEpochIsShownAtOnceAndOfThoseThatFollowQuicklyTheLatest() {
        start(task(0), task(1));
        for (int epoch = 1; epoch <= 9; epoch++) tell(new AgentEvent.Epoch(attempt(0), epoch, epoch));
        tell(new AgentEvent.Epoch(attempt(1), 1, 0.5));
        assertEquals(List.of(new Epochs.Epoch(attempt(0), 1, 1)), shown());
        effects.clear();
        pass(AgentMachine.EPOCHS_APART);
        assertEquals(List.of(new Epochs.Epoch(attempt(0), 9, 9), new Epochs.Epoch(attempt(1), 1, 0.5)), shown());
        effects.clear();
        pass(SECOND);
        tell(new AgentEvent.Epoch(attempt(1), 2, 0.25));
        assertEquals(List.of(new Epochs.Epoch(attempt(1), 2, 0.25)), shown());
    }

    @Test
    void aTaskThatIsToRunAloneWaitsForAllThatRun() {
        start(task(0), task(1), alone(2));
        tell(new AgentEvent.Ended(attempt(0), OUTCOME));
        assertEquals(List.of(attempt(0), attempt(1)), begun());
        tell(new AgentEvent.Ended(attempt(1), OUTCOME));
        assertEquals(List.of(attempt(0), attempt(1), attempt(2)), begun());
    }

    @Test
    void nothingBeginsBesideATaskThatRunsAlone() {
        start(alone(0), task(1), task(2));
        assertEquals(List.of(attempt(0)), begun(), "a slot stays free");
        pass(Leases.BEAT.toNanos());
        assertEquals(List.of(attempt(0)), begun());
        tell(new AgentEvent.Broke(attempt(0), "out of memory"));
        assertEquals(List.of(attempt(0), attempt(1), attempt(2)), begun());
    }

    @Test
    void tasksBeginInTheirOrderAlsoWhereOneIsToRunAlone() {
        start(task(0), alone(1), task(2));
        assertEquals(List.of(attempt(0)), begun(), "a free slot is no reason to overtake");
        tell(new AgentEvent.Ended(attempt(0), OUTCOME));
        assertEquals(List.of(attempt(0), attempt(1)), begun());
        tell(new AgentEvent.Ended(attempt(1), OUTCOME));
        assertEquals(List.of(attempt(0), attempt(1), attempt(2)), begun());
    }

    @Test
    void severalThatAreToRunAloneRunOneAfterTheOther() {
        start(alone(0), alone(1));
        assertEquals(List.of(attempt(0)), begun());
        tell(new AgentEvent.Ended(attempt(0), OUTCOME));
        assertEquals(List.of(attempt(0), attempt(1)), begun());
    }

    @Test
    void nothingIsAskedForWhileATaskIsToRunAlone() {
        start(task(0), alone(1));
        assertEquals(1, sent(Pull.class).size(), "no slot would take what came");
        tell(new AgentEvent.Ended(attempt(0), OUTCOME));
        pass(2 * AgentMachine.RETRY_CAP);
        assertEquals(1, sent(Pull.class).size());
        tell(new AgentEvent.Ended(attempt(1), OUTCOME));
        assertEquals(new Pull("a", 7, 3, 2), sent(Pull.class).getLast());
        assertEquals(2, sent(Pull.class).size());
    }

    @Test
    void aTaskThatIsCancelledBeforeItRunsAloneHoldsNothingUp() {
        start(task(0), alone(1), task(2));
        tell(new AgentEvent.Beaten(99, List.of(), List.of(attempt(1)), List.of()));
        assertEquals(List.of(attempt(0), attempt(2)), begun());
        assertEquals(new Pull("a", 7, 1, 0), sent(Pull.class).getLast());
    }

    @Test
    void aTaskThatIsCancelledWhileItRunsAloneRunsAloneUntilItHasStopped() {
        start(alone(0), task(1));
        tell(new AgentEvent.Beaten(99, List.of(), List.of(attempt(0)), List.of()));
        assertEquals(List.of(attempt(0)), begun());
        tell(new AgentEvent.Stopped(attempt(0)));
        assertEquals(List.of(attempt(0), attempt(1)), begun());
    }

    @Test
    void finishingGivesBackWhatWaitsToRunAlone() {
        start(task(0), alone(1));
        tell(new AgentEvent.Finish());
        assertEquals(List.of(new Release(List.of(attempt(1)))), sent(Release.class));
        tell(new AgentEvent.Ended(attempt(0), OUTCOME));
        assertEquals(List.of(attempt(0)), begun());
    }

    @Test
    void whatDoesNotRunCannotEnd() {
        start(task(0));
        String words = assertThrows(IllegalStateException.class, () -> tell(new AgentEvent.Ended(attempt(5), OUTCOME)))
                .getMessage();
        assertEquals("Attempt[trial=5, number=1, fence=6, worker=a] does not run here", words);
    }
}
