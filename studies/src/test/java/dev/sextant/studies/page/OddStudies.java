// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.page;

import dev.sextant.engine.trial.Constraint;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.Objective;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** Studies of which a page must still make sense, by what is odd about them. */
final class OddStudies {
    /** Would end an element, a comment or a line, and turn the direction of writing. */
    static final String EVIL = "</title></script><script>alert('x')</script><!-- & \"co\" \u202eRTL\u2028\u001b[31m";

    /** Fitting a model takes longer than all else. */
    private static final Map<String, Page> PAGES = new ConcurrentHashMap<>();

    private static final Map<String, MadeStudy> STUDIES = studies();

    private OddStudies() {}

    static Set<String> names() {
        return STUDIES.keySet();
    }

    /** With all that its trials say together. */
    static Page page(String oddity) {
        MadeStudy study = STUDIES.get(oddity);
        if (study == null) throw new IllegalArgumentException(oddity);
        return PAGES.computeIfAbsent(oddity, _ -> study.analysed());
    }

    private static Map<String, MadeStudy> studies() {
        Map<String, MadeStudy> odd = new LinkedHashMap<>();
        odd.put("no trial has ended", MadeStudy.of(0));
        odd.put("one trial", MadeStudy.of(1));
        odd.put("every training diverged", MadeStudy.of(30).divergingAlways());
        odd.put("one schedule", MadeStudy.of(40).schedules(List.of("cosine")));
        odd.put("no schedule", MadeStudy.of(40).schedules(List.of()));
        odd.put("no learning rate", MadeStudy.of(40).withoutRate());
        odd.put("neither", MadeStudy.of(40).withoutRate().schedules(List.of()));
        odd.put("nobody confirmed", MadeStudy.of(40).seeds(0));
        odd.put("one seed", MadeStudy.of(40).seeds(1));
        odd.put("constant metric", MadeStudy.of(40).valued(_ -> 0.5));
        odd.put("metric of zero", MadeStudy.of(40).valued(_ -> 0));
        odd.put("huge metric", MadeStudy.of(40).valued(loss -> loss * 1e300));
        odd.put("tiny negative metric", MadeStudy.of(40).valued(loss -> -loss * 1e-300));
        odd.put(
                "forty schedules",
                MadeStudy.of(120)
                        .schedules(IntStream.range(0, 40)
                                .mapToObj(i -> "schedule number " + i)
                                .toList()));
        odd.put(
                "several objectives",
                MadeStudy.of(60)
                        .after(new Goals(
                                List.of(MadeStudy.LOSS, new Objective("parameters", Direction.MINIMIZE)),
                                List.of(new Constraint("parameters", Constraint.Side.AT_MOST, 4000)))));
        odd.put(
                "a constraint that nothing keeps",
                MadeStudy.of(40)
                        .after(new Goals(
                                List.of(MadeStudy.LOSS),
                                List.of(new Constraint("parameters", Constraint.Side.AT_MOST, 1)))));
        odd.put("hostile names", hostile());
        return odd;
    }

    static MadeStudy hostile() {
        return MadeStudy.of(40)
                .named(EVIL, EVIL, EVIL)
                .schedules(List.of("constant", EVIL, "<img src=x onerror=alert(1)>", "y".repeat(10_000)));
    }
}
