// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.engine.ranking.Ranking;
import dev.sextant.studies.report.JsonReport;
import dev.sextant.studies.wiring.PreparedStudy;
import dev.sextant.studies.wiring.Provenance;
import dev.sextant.studies.wiring.SavedRun;
import dev.sextant.studies.wiring.StudyRun;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Going on with a run that has begun, as a command was told to.
 *
 * @param standby whether another machine may lead it, which is waited for
 * @param changed whether limits were changed that have no part in the result
 */
record Resumption(
        Console console,
        WorkerOptions work,
        StudyRun.Options options,
        List<Requirement> required,
        ServeOptions serve,
        boolean standby,
        boolean changed,
        @Nullable CommandSpec spec) {
    /** To its end; the exit code. Of a run that is finished the result is shown. */
    int go(SavedRun saved) throws Exception {
        RequireOption.check(required, saved.file(), spec);
        if (saved.finished()) return showFinished(saved);
        if (!work.quiet && !saved.version().equals(Provenance.version()))
            console.err()
                    .println("warning: the run was begun by Sextant " + saved.version() + " and goes on with "
                            + Provenance.version() + "; its result is that of neither");
        PreparedStudy prepared = saved.prepare()
                .trained("sextant ask-tell " + saved.directory().resolved() + " --dir "
                        + saved.directory().path());
        try (Audience audience = serve.audience(console, spec)) {
            Session session = new Session(console, work.json, work.detail(), required, audience);
            int code = Failures.logged(
                    saved.directory(),
                    () -> standby
                            ? session.standBy(prepared, saved.directory(), options, changed)
                            : session.run(
                                    prepared,
                                    saved.directory(),
                                    options,
                                    listener ->
                                            StudyRun.resume(prepared, saved.directory(), options, changed, listener)));
            audience.stay(console, code);
            return code;
        }
    }

    private int showFinished(SavedRun saved) throws Exception {
        Ranking ranking = saved.analysed();
        List<Requirement.Finding> found =
                Requirement.find(required, ranking, required.isEmpty() ? List.of() : saved.trials());
        int exit = Session.exit(Session.exit(ranking), found);
        String directory = saved.directory().path().toString();
        if (!work.quiet) console.err().println(directory + " is finished already; nothing is left to run");
        if (work.json) {
            EventLines lines = new EventLines(console.out(), saved.file().spec().space(), System::nanoTime);
            lines.run(saved.file().spec().name(), directory, options.workers());
            lines.finished("finished", exit, directory, Requirement.json(found), JsonReport.write(ranking));
        } else console.out().print(Session.table(console, saved.file(), ranking));
        console.out().flush();
        Session.tell(found, console, work.quiet);
        return exit;
    }
}
