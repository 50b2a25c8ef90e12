// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Value;
import dev.sextant.engine.spi.Preparation;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.studies.file.Neighbours.Neighbour;
import dev.sextant.studies.tree.Problem;
import dev.sextant.studies.tree.Problems;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether the values of a study hold together, which only its trainer knows: the default configuration, those that
 * differ from it in one parameter, and those that are tried first. Data are not looked at.
 */
final class Coherence {
    private final StudyFile file;
    private final Problems problems;
    private final Set<String> told = new HashSet<>();

    Coherence(StudyFile file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    /** Adds what is wrong and what is odd, one problem for each place. */
    void tell() {
        ObjectNode base = file.defaultDocument();
        int epochs = file.trainer().epochs(base);
        Map<String, Value> longest = longest(epochs);
        ask(base, StudySchema.TRAINER, true, longest.isEmpty());
        for (Neighbour neighbour : neighbours(Map.of()))
            ask(fill(neighbour.configuration()), StudySchema.TRAINER, true, longest.isEmpty() && !neighbour.high());
        List<Configuration> tried = file.spec().tryFirst();
        for (int i = 0; i < tried.size(); i++)
            ask(fill(tried.get(i)), StudySchema.SEARCH + "." + SearchReader.TRY_FIRST + "." + i, true, false);
        if (!longest.isEmpty()) doubts(longest);
    }

    /** Lengths are doubted of the longest trainings alone; and what suits the lower end of a range may be meant. */
    private void doubts(Map<String, Value> longest) {
        ObjectNode base = fill(Neighbours.moved(file.spec().space(), longest));
        int epochs = file.trainer().epochs(base);
        ask(base, StudySchema.TRAINER, false, true);
        for (Neighbour neighbour : neighbours(longest)) {
            ObjectNode document = fill(neighbour.configuration());
            if (!neighbour.high() && file.trainer().epochs(document) == epochs)
                ask(document, StudySchema.TRAINER, false, true);
        }
    }

    /** What takes the default configuration to one with the most epochs, by path; usually nothing. */
    private Map<String, Value> longest(int epochs) {
        Map<String, Value> longest = Map.of();
        int most = epochs;
        for (Neighbour neighbour : neighbours(Map.of())) {
            String path = neighbour.parameter().path();
            Value moved = neighbour.configuration().get(path);
            int reached = file.trainer().epochs(fill(neighbour.configuration()));
            if (reached > most && moved != null && file.spec().space().condition(path) == null) {
                most = reached;
                longest = Map.of(path, moved);
            }
        }
        return longest;
    }

    private List<Neighbour> neighbours(Map<String, Value> fixed) {
        return new Neighbours(file.spec().space(), fixed).all();
    }

    private ObjectNode fill(Configuration configuration) {
        return file.spec().template().fill(configuration);
    }

    private void ask(ObjectNode document, String place, boolean errors, boolean doubts) {
        try {
            List<Preparation.Warning> odd = file.trainer().check(document);
            if (!doubts) return;
            for (Preparation.Warning warning : odd)
                tell(false, place, warning.path(), warning.message(), warning.help());
        } catch (TrainingException wrong) {
            if (errors) tell(true, place, wrong.path(), String.valueOf(wrong.getMessage()), wrong.help());
        }
    }

    private void tell(boolean severe, String place, String path, String message, String help) {
        Problem problem = file.problem(severe, path.isEmpty() ? place : place + "." + path, message, help);
        if (!told.add(problem.path())) return;
        if (severe) problems.error(problem.at(), problem.path(), message, help);
        else problems.warning(problem.at(), problem.path(), message, help);
    }
}
