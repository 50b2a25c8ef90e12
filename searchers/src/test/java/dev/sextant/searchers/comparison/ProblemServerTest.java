// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Value;
import dev.sextant.searchers.problem.Problem;
import org.junit.jupiter.api.Test;

class ProblemServerTest {
    private final ProblemServer server = new ProblemServer(null);

    private String answer(String line) {
        return server.answer(line.replace('\'', '"')).toString().replace('"', '\'');
    }

    @Test
    void aProblemIsDescribedParameterByParameter() {
        assertEquals(
                "{'minimum':0.25,'parameters':[{'name':'lr','type':'float','low':1.0E-5,'high':1.0,'log':true},"
                        + "{'name':'sched','type':'choice','ordered':false,'choices':['const','step','cosine','warmcos']},"
                        + "{'name':'sched.step.gamma','type':'float','low':0.01,'high':1.0,'log':true,"
                        + "'parent':'sched','option':'step'},"
                        + "{'name':'sched.warmcos.w','type':'float','low':0.0,'high':0.3,'log':false,"
                        + "'parent':'sched','option':'warmcos'}]}",
                answer("{'problem':'lr12','seed':2}"));
    }

    @Test
    void aTrialReportsWhatTheRunnersWouldSee() {
        answer("{'problem':'lr12','seed':2}");
        String trial = "'parameters':{'lr':0.001,'sched':'const'}";
        Problem problem = Problem.of("lr12", 2);
        var configuration = problem.space().fromUnit(new double[] {.4, .1, .5, .5});
        String expected = "{'value':%s,'regret':%s}"
                .formatted(
                        problem.observed(configuration, 2, 5),
                        problem.truth().applyAsDouble(configuration) - problem.minimum());
        assertEquals(expected, answer("{'trial':5,%s}".formatted(trial.replace("0.001", number(configuration)))));
        assertEquals("{'value':null,'regret':null}", answer("{'trial':6,%s}".formatted(trial.replace("0.001", "1.0"))));
    }

    private static String number(Configuration configuration) {
        return Double.toString(configuration.get("lr") instanceof Value.Real real ? real.number() : 0);
    }

    @Test
    void aMistakeIsAnsweredAndEndsNothing() {
        assertEquals(
                "{'error':'open a problem first: {\\'problem\\': NAME, \\'seed\\': N}'}",
                answer("{'trial':0,'parameters':{}}"));
        assertEquals("{'error':'no function is called nothing'}", answer("{'problem':'nothing2','seed':0}"));
        assertTrue(answer("{").startsWith("{'error':'not JSON: "), answer("{"));
        assertEquals("{'error':'expected \\'list\\', \\'problem\\' or \\'trial\\', got {}'}", answer("{}"));
        assertEquals("{'problems':['lr21','lr22','lr23','lr24']}", answer("{'list':['holdout-rates']}"));
    }
}
