// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.response;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Option;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.space.Value;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.View;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Note;
import dev.sextant.engine.trial.Observation;
import dev.sextant.engine.trial.Outcome;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ResponseTest {
    private static final Space SPACE = Studies.rates();

    /** Constant is best by 0.3, far from its best rate 0.01 it is as bad as others; width matters less. */
    private static double loss(Configuration c) {
        double off = Math.log10(Studies.number(c, "learningRate")) + 2;
        double schedule = c.get("schedule") instanceof Value.Chosen chosen ? 0.3 * chosen.index() : 0;
        return 1 + schedule + 0.25 * off * off + 0.1 * Studies.number(c, "width");
    }

    private static Response response(KnownSurrogate surrogate) {
        return Response.of(Studies.view(SPACE, 60, ResponseTest::loss), Studies.PATHS, _ -> surrogate, Studies.DRAWS);
    }

    @Test
    void aModelThatIsCertainNamesTheBestScheduleAndItsValue() {
        Response response = response(KnownSurrogate.certain(ResponseTest::loss));
        assertEquals(
                List.of("constant", "step", "cosine"),
                response.schedules().stream().map(ScheduleResponse::schedule).toList());
        for (int i = 0; i < 3; i++) {
            ScheduleResponse schedule = response.schedules().get(i);
            assertEquals(i == 0 ? 1 : 0, schedule.probabilityBest());
            assertEquals(1 + 0.3 * i, schedule.expectedBest().mean(), 0.03);
            assertEquals(schedule.expectedBest().low(), schedule.expectedBest().high());
        }
        assertEquals(
                List.of("learningRate", "schedule", "width"),
                response.slices().stream().map(Slice::parameter).toList(),
                "the most important first; gamma is inactive at the best");
        assertNotNull(response.contour());
        assertEquals("learningRate", response.contour().x());
        assertEquals("width", response.contour().y());
        assertEquals(25, response.contour().mean().length);
    }

    /** Of a schedule that nobody tried the model is unsure, and says so. */
    @Test
    void aScheduleThatNobodyTriedStaysWide() {
        KnownSurrogate surrogate = KnownSurrogate.with(ResponseTest::loss, (a, b) -> cosine(a) && cosine(b) ? 0.25 : 0);
        ScheduleResponse untried = response(surrogate).schedules().get(2);
        assertEquals(
                2 * 1.96 * 0.5,
                untried.expectedBest().high() - untried.expectedBest().low(),
                0.15);
        // P(N(1.6, 0.25) < 1.0) = Φ(−1.2) = 0.115
        assertEquals(0.115, untried.probabilityBest(), 0.02);
    }

    private static boolean cosine(Configuration c) {
        return c.get("schedule") instanceof Value.Chosen chosen
                && chosen.label().equals("cosine");
    }

    @Test
    void maximizingMirrorsMinimizing() {
        KnownSurrogate down = KnownSurrogate.with(ResponseTest::loss, (a, b) -> a.equals(b) ? 0.01 : 0);
        KnownSurrogate up =
                new KnownSurrogate(down.latent(), down.covariance(), down.training(), Direction.MAXIMIZE, List.of());
        View view = new View(SPACE, Direction.MAXIMIZE, Studies.trials(SPACE, 60, c -> -loss(c)), List.of());
        Response mirrored = Response.of(view, Studies.PATHS, _ -> up, Studies.DRAWS);
        Response plain = response(down);
        for (int i = 0; i < 3; i++) {
            Estimate one = plain.schedules().get(i).expectedBest();
            assertEquals(
                    new Estimate(-one.mean(), -one.high(), -one.low()),
                    mirrored.schedules().get(i).expectedBest());
        }
        assertEquals(plain.importance(), mirrored.importance());
    }

    /** The least of n uniform numbers is 1/(n + 1) on average. */
    @Test
    void theBestOfRandomTrialsIsExpectedAsItIsKnown() {
        Space space = Space.of(List.of(Studies.unit("x")));
        KnownSurrogate surrogate = KnownSurrogate.certain(c -> Studies.number(c, "x"));
        View view = Studies.view(space, 30, c -> Studies.number(c, "x"));
        ExpectedBest best = Response.of(view, new Paths(null, null), _ -> surrogate, Studies.DRAWS)
                .expectedBest();
        assertEquals(1, best.trials()[0]);
        assertEquals(30, best.trials()[best.trials().length - 1]);
        for (int i = 0; i < best.trials().length; i++)
            assertEquals(1.0 / (best.trials()[i] + 1), best.value()[i], 0.04, "after " + best.trials()[i]);
    }

    /** C(4, 2) = 6 pairs: their least are 1, 1, 1, 2, 2, 5. */
    @Test
    void theLeastOfSomeIsTheMeanOverAllWaysToChooseThem() {
        double[] ranked = {1, 2, 5, 9};
        assertEquals(12 / 6.0, SimulatedBest.least(ranked, 2), 1e-15);
        assertEquals(17 / 4.0, SimulatedBest.least(ranked, 1), 1e-15);
        assertEquals(1, SimulatedBest.least(ranked, 4), 1e-15);
    }

    @Test
    void whatStandsInTheWayOfAModelIsSaidInASentence() {
        assertEquals("", Response.obstacle(Studies.view(SPACE, 6, ResponseTest::loss)));
        assertEquals(
                "there is no model of the response: it needs at least 6 completed trials, and there are 5",
                Response.obstacle(Studies.view(SPACE, 5, ResponseTest::loss)));
        assertEquals(
                "there is no model of the response: it needs at least 6 completed trials, and there is 1",
                Response.obstacle(Studies.view(SPACE, 1, ResponseTest::loss)));
        assertEquals(
                "there is no model of the response: it needs at least 6 completed trials, and there is none",
                Response.obstacle(Studies.view(SPACE, 9, _ -> Double.NaN)));
        List<Observation> pruned = IntStream.range(0, 20)
                .mapToObj(i -> new Observation(
                        i, SPACE.preset(), new Outcome.Pruned(i, 1, new LearningCurve(new double[] {i})), Note.EMPTY))
                .toList();
        assertEquals(
                "there is no model of the response: it needs at least 6 completed trials, and there is none",
                Response.obstacle(new View(SPACE, Direction.MINIMIZE, pruned, List.of())));
        assertEquals(
                "there is no model of the response: all 9 completed trials came to the same value",
                Response.obstacle(Studies.view(SPACE, 9, _ -> 0.25)));
        Space single = Space.of(List.of(Studies.choice("schedule", Studies.option("cosine"))));
        assertEquals(
                "there is no model of the response: no parameter varies",
                Response.obstacle(Studies.view(single, 9, c -> c.hashCode() + 1)));
    }

    @Test
    void ofVeryManySchedulesThoseWithTheBestTrialsAreLookedAt() {
        Option[] options = IntStream.range(0, 300)
                .mapToObj(i -> Studies.option("schedule " + i))
                .toArray(Option[]::new);
        Space space = Space.of(List.of(Studies.choice("schedule", options), Studies.unit("width")));
        List<Observation> trials = Studies.trials(space, 400, c -> Studies.number(c, "width"));
        View view = new View(space, Direction.MINIMIZE, trials, List.of());
        KnownSurrogate surrogate = KnownSurrogate.certain(c -> Studies.number(c, "width"));
        Response response = Response.of(view, Studies.PATHS, _ -> surrogate, Studies.DRAWS);
        assertEquals(Branch.MOST, response.schedules().size());
        Configuration best = trials.stream()
                .map(Observation::configuration)
                .min((a, b) -> Double.compare(Studies.number(a, "width"), Studies.number(b, "width")))
                .orElseThrow();
        assertTrue(response.schedules().stream()
                .anyMatch(schedule -> best.get("schedule") instanceof Value.Chosen chosen
                        && schedule.schedule().equals(chosen.label())));
    }

    @Test
    void aScheduleBelowAnotherChoiceBringsThatChoiceWithIt() {
        Space space = Space.of(List.of(Studies.choice(
                "trainer",
                Studies.option("plain"),
                Studies.option("scheduled", Studies.choice("schedule", Studies.option("a"), Studies.option("b"))))));
        List<Branch> branches = Branch.of(space, "schedule", List.of());
        for (Branch branch : branches) {
            Configuration configuration = branch.at(new double[2]);
            assertTrue(branch.contains(configuration));
            assertEquals("scheduled", ((Value.Chosen) nonNull(configuration, "trainer")).label());
        }
        assertEquals(List.of("a", "b"), branches.stream().map(Branch::name).toList());
    }

    private static Value nonNull(Configuration configuration, String path) {
        Value value = configuration.get(path);
        assertNotNull(value, path);
        return value;
    }

    @Test
    void reportsDrawFromAStreamOfTheirOwn() {
        int reports = Seeds.reportDraws(7).trial();
        assertEquals(7, Seeds.reportDraws(7).seed());
        assertTrue(reports > Seeds.ofConfirmation(7, 1_000_000).training());
        assertTrue(reports > Seeds.ofConfirmation(7, 1_000_000).splitDraws().trial());
    }

    @Test
    void twoRangesMakeAContourAndOneDoesNot() {
        Space line =
                Space.of(List.of(Studies.unit("x"), Studies.choice("c", Studies.option("a"), Studies.option("b"))));
        KnownSurrogate surrogate = KnownSurrogate.certain(c -> Studies.number(c, "x"));
        View view = Studies.view(line, 20, c -> Studies.number(c, "x"));
        assertNull(Response.of(view, new Paths(null, null), _ -> surrogate, Studies.DRAWS)
                .contour());
    }
}
