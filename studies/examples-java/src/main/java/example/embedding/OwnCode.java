// SPDX-License-Identifier: Apache-2.0
package example.embedding;

import static dev.sextant.studies.api.Parameters.choice;
import static dev.sextant.studies.api.Parameters.integer;

import dev.sextant.studies.api.RunningTrial;
import dev.sextant.studies.api.Space;
import dev.sextant.studies.api.Study;
import java.util.Random;

/** The settings of a program's own code, searched by ask and tell: the program keeps the loop. */
public final class OwnCode {
    private OwnCode() {}

    public static void main(String[] arguments) {
        Space space = Space.of(integer("cutoff", 1, 100), choice("pivot", "middle", "medianOfThree"));
        try (Study study = Study.minimize("work", space).trials(40).window(1).seed(3).inMemory()) {
            while (!study.finished()) {
                RunningTrial trial = study.ask();
                Sorter sorter = new Sorter(trial.whole("cutoff"), trial.text("pivot"));
                int[] numbers = new Random(1).ints(20_000).toArray();
                study.tell(trial, sorter.sort(numbers));
            }
            System.out.println(study.parameters(study.best()) + ": work " + (long) study.bestValue());
        }
    }
}
