// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.pareto.Fronts;
import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.study.StudyEvent;
import dev.sextant.engine.study.StudyEvent.Phase;
import dev.sextant.engine.trial.Constraint;
import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.Trial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class StudyInSightTest {
    private static final long SECOND = ScriptedSearch.SECOND;

    private final StudyInSight inSight = new StudyInSight(ScriptedSearch.study(ScriptedSearch.ONE, 30, 2));

    private static Trial search(long number) {
        return ScriptedSearch.trial(number, Role.SEARCH, ScriptedSearch.of(number), null);
    }

    private static StudyEvent ended(long number, Outcome outcome) {
        return new StudyEvent.TrialEnded(search(number).ended(outcome));
    }

    private static StudyEvent ended(long number, double value) {
        return ended(number, ScriptedSearch.completed(value, 1));
    }

    private void take(long... numbers) {
        for (long number : numbers) inSight.accept(new StudyEvent.TrialStarted(search(number)), 0);
    }

    /** The trials in the slots, -1 for a slot that is free. */
    private List<Long> slots() {
        List<Long> slots = new ArrayList<>();
        for (Training slot : inSight.picture(0).slots())
            slots.add(slot == null ? -1 : slot.trial().number());
        return slots;
    }

    @Test
    void aTrialStaysInItsSlotAndTheNextThatWaitsTakesTheOneThatIsFree() {
        take(0, 1, 2, 3);
        assertEquals(List.of(0L, 1L), slots());
        inSight.accept(ended(0, 0.5), 0);
        assertEquals(List.of(2L, 1L), slots());
        inSight.accept(ended(3, 0.5), 0);
        inSight.accept(ended(1, 0.5), 0);
        assertEquals(List.of(2L, -1L), slots());
        assertEquals(1, inSight.picture(0).running());
    }

    @Test
    void aTrialThatTellsOfAnEpochRunsWhateverSeemedToRun() {
        take(0, 1, 2);
        inSight.accept(new StudyEvent.EpochEnded(0, 1, 0.5), 0);
        inSight.accept(new StudyEvent.EpochEnded(2, 3, 0.25), 0);
        assertEquals(List.of(0L, 2L), slots());
        inSight.accept(ended(2, 0.5), 0);
        assertEquals(List.of(0L, 1L), slots());
    }

    @Test
    void anAttemptThatWasLostBeginsAnew() {
        take(0);
        inSight.accept(new StudyEvent.EpochEnded(0, 7, 0.5), 0);
        take(0);
        assertEquals(List.of(0L, -1L), slots());
        Training again = inSight.picture(0).slots().getFirst();
        assertTrue(again != null && again.epoch() == 0 && again.curve().length == 0);
    }

    @Test
    void trialsOfBeforeARestartCountAndDoNotSpeedUpThePace() {
        List<Trial> before = LongStream.range(0, 4)
                .mapToObj(number -> search(number).ended(ScriptedSearch.completed(0.5, 1)))
                .toList();
        inSight.accept(new StudyEvent.Started(before, 10), 0);
        inSight.accept(new StudyEvent.PhaseStarted(Phase.SEARCH, 10), 0);
        assertEquals(4, inSight.done());
        assertNull(inSight.picture(SECOND).left());
        inSight.accept(ended(4, 0.25), 3 * SECOND);
        assertEquals(Duration.ofSeconds(15), inSight.picture(3 * SECOND).left());
        assertEquals(Duration.ofSeconds(13), inSight.picture(5 * SECOND).left());
        assertEquals("best 0.25 (trial 4)", inSight.bestInWords());
    }

    @Test
    void whatBreaksAConstraintLeadsNowhere() {
        Goals goals = new Goals(
                List.of(ScriptedSearch.ONE.first()),
                List.of(new Constraint("parameters", Constraint.Side.AT_MOST, 10)));
        StudyInSight bounded = new StudyInSight(ScriptedSearch.study(goals, 30, 2));
        bounded.accept(ended(0, ScriptedSearch.completed(0.1, 11)), 0);
        bounded.accept(ended(1, ScriptedSearch.completed(0.5, 10)), 0);
        assertEquals("best 0.5 (trial 1)", bounded.bestInWords());
        assertEquals(
                List.of(1L),
                bounded.picture(0).leaders().stream().map(Trial::number).toList());
    }

    @Test
    void leadersAreTheFirstOfAllByValueThenNumber() {
        long seed = 20261126;
        DrawSequence draws = new Draws(seed, 0).of("values");
        List<double[]> all = new ArrayList<>();
        for (int number = 0; number < 2_000; number++) {
            double value = draws.below(300) / 100.0;
            all.add(new double[] {number, value});
            inSight.accept(ended(number, value), 0);
        }
        List<Long> first = all.stream()
                .sorted(Comparator.<double[]>comparingDouble(each -> each[1]).thenComparingDouble(each -> each[0]))
                .limit(BestSoFar.LEADERS)
                .map(each -> (long) each[0])
                .toList();
        assertEquals(
                first, inSight.picture(0).leaders().stream().map(Trial::number).toList(), "seed " + seed);
    }

    @Test
    void theFrontIsTheFrontOfAll() {
        long seed = 20261127;
        DrawSequence draws = new Draws(seed, 0).of("values");
        StudyInSight two = new StudyInSight(ScriptedSearch.study(ScriptedSearch.TWO, 30, 2));
        List<double[]> all = new ArrayList<>();
        for (int number = 0; number < 500; number++) {
            double[] values = {draws.below(100), draws.below(100)};
            all.add(values);
            two.accept(ended(number, ScriptedSearch.completed(values[0], values[1])), 0);
        }
        int[] fronts = Fronts.of(all);
        List<Long> expected = LongStream.range(0, fronts.length)
                .filter(number -> fronts[(int) number] == 0)
                .boxed()
                .sorted(Comparator.<Long>comparingDouble(number -> all.get(number.intValue())[0])
                        .thenComparing(number -> number))
                .toList();
        Picture picture = two.picture(0);
        assertEquals(Integer.toString(expected.size()), picture.front(), "seed " + seed);
        assertEquals(
                expected.stream().limit(BestSoFar.LEADERS).toList(),
                picture.leaders().stream().map(Trial::number).toList(),
                "seed " + seed);
    }

    @Test
    void aFrontWithoutEndIsNotFollowed() {
        StudyInSight two = new StudyInSight(ScriptedSearch.study(ScriptedSearch.TWO, 30, 2));
        for (int number = 0; number < Front.MOST + 50; number++)
            two.accept(ended(number, ScriptedSearch.completed(number, -number)), 0);
        assertEquals("2000 or more", two.picture(0).front());
    }

    @Test
    void aSeriesKeepsItsShapeInLittleRoom() {
        Series series = new Series();
        for (int i = 1; i <= 1_000_000; i++) series.add(i);
        double[] kept = series.toArray();
        assertTrue(kept.length <= Series.PLACES && kept.length > Series.PLACES / 4, "kept " + kept.length);
        assertEquals(1_000_000, kept[kept.length - 1]);
        for (int i = 1; i < kept.length; i++) assertTrue(kept[i] > kept[i - 1]);
    }

    @Test
    void freshSeedsAreAveragedByTheTrialThatTheyConfirm() {
        for (int replicate = 1; replicate <= 3; replicate++)
            inSight.accept(
                    new StudyEvent.TrialEnded(ScriptedSearch.trial(
                            10 + replicate,
                            new Role.Confirmation(4, replicate),
                            ScriptedSearch.of(4),
                            ScriptedSearch.completed(replicate, 1))),
                    0);
        assertEquals(new Fresh(2, 3), inSight.picture(0).fresh().get(4L));
    }

    @Test
    void manyTrialsTakeNoMoreRoomThanFew() {
        long most = 100_000;
        for (long number = 0; number < most; number++) {
            inSight.accept(new StudyEvent.TrialStarted(search(number % 50)), number);
            inSight.accept(ended(number % 50, 1 + 1.0 / (1 + number)), number);
        }
        Picture picture = inSight.picture(most);
        assertEquals(most, picture.counts().completed());
        assertTrue(picture.leaders().size() <= BestSoFar.LEADERS);
        assertTrue(picture.bests().getFirst().history().length <= Series.PLACES);
        assertEquals(0, picture.running());
    }
}
