// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.wiring;

import dev.sextant.engine.local.LocalStudy;
import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.spi.Searcher;
import dev.sextant.engine.study.Command;
import dev.sextant.engine.study.Effect;
import dev.sextant.engine.study.Proposer;
import dev.sextant.engine.study.StudyMachine;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.trial.Trial;
import dev.sextant.studies.file.StudyFileException;
import dev.sextant.studies.page.Page;
import dev.sextant.studies.page.Timeline;
import dev.sextant.studies.wiring.RefusedException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The reports of a run, written anew from its store: byte for byte what the run wrote, or would have written had it
 * been stopped here. A run that goes on is not disturbed: the reports in its directory are its own to write.
 */
public record SavedReports(SavedRun run) {
    /** Where in its directory the reports of a run that goes on are put. */
    static final String SO_FAR = "so-far";

    /**
     * Writes report.html, report.md, report.json and trials.csv.
     *
     * @param folder made where it does not exist; null for the run's own directory
     * @param by names of choices by whose options trials are grouped, as a person wrote them
     * @return where they are
     */
    public RunDirectory write(@Nullable Path folder, List<String> by) throws RefusedException, StudyFileException {
        List<String> choices = GroupedBy.choices(run.file().spec(), by);
        boolean goesOn = run.goesOn();
        Page page = page(goesOn, run.trials(), choices);
        RunDirectory own = run.directory();
        RunDirectory to = folder != null
                ? new RunDirectory(folder)
                : goesOn ? new RunDirectory(own.path().resolve(SO_FAR)) : own;
        try {
            Files.createDirectories(to.path());
            RunReports.write(to, page, timeline(page));
            return to;
        } catch (IOException e) {
            throw new RefusedException(
                    Reason.USAGE,
                    "cannot write to " + to.path() + ": " + StudySource.reason(e),
                    "Name another directory with --dir.");
        }
    }

    /** All that is known so far, to be shown: with what the trials say together, which takes up to seconds. */
    public Page page() throws RefusedException, StudyFileException {
        return page(run.goesOn());
    }

    /** The same of a run that goes on in this process and has these trials so far. */
    public Page page(List<Trial> trials) throws RefusedException, StudyFileException {
        return page(true, trials, List.of());
    }

    private Page page(boolean goesOn) throws RefusedException, StudyFileException {
        return page(goesOn, run.trials(), List.of());
    }

    private Page page(boolean goesOn, List<Trial> trials, List<String> choices)
            throws RefusedException, StudyFileException {
        StudySpec spec = run.file().spec();
        Searcher searcher = PreparedStudy.searcher(run.file());
        Page.Ending ending = goesOn
                ? Page.Ending.RUNNING
                : Page.Ending.valueOf(ending(spec, searcher, trials).name());
        Ranking ranking = Rankings.analysed(spec, searcher, trials, ending == Page.Ending.OUT_OF_TIME, choices);
        return new Page(ranking, trials, spec.description(), provenance(), ending);
    }

    /** Which worker ran which of its trials when. */
    public Timeline timeline(Page page) {
        return RunReports.timeline(run.store(), run.file().spec().space(), page.trials());
    }

    /** What the run's last session ran on, as its report has it; without one, what the run began on. */
    public Map<String, String> provenance() {
        Map<String, String> reported =
                RunReports.Head.of(run.directory().report()).provenance();
        return reported.isEmpty() ? run.file().provenance() : reported;
    }

    private LocalStudy.Ending ending(StudySpec spec, Searcher searcher, List<Trial> trials)
            throws RefusedException, StudyFileException {
        if (run.finished() || complete(spec, searcher, trials)) return LocalStudy.Ending.FINISHED;
        return spec.limits().spent(run.timeUsed()) ? LocalStudy.Ending.OUT_OF_TIME : LocalStudy.Ending.STOPPED;
    }

    /** Whether the study asks for nothing more: it begins with these trials, and the phases after the search follow. */
    private boolean complete(StudySpec spec, Searcher searcher, List<Trial> trials) {
        boolean blind = trials.stream().allMatch(trial -> trial.viewDigest().isEmpty());
        StudyMachine machine = new StudyMachine(spec, searcher.capacity(), blind);
        Proposer proposer = new Proposer(spec, searcher, null);
        Deque<Command> commands = new ArrayDeque<>(List.of(new Command.Begin(trials, List.of())));
        while (!commands.isEmpty())
            for (Effect effect : machine.accept(commands.remove())) {
                if (effect instanceof Effect.Conclude(boolean finished)) return finished;
                if (effect instanceof Effect.Plan plan) commands.add(proposer.answer(plan));
            }
        return false;
    }
}
