// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.studies.file.StudyFileException;
import dev.sextant.studies.tree.Problem;
import dev.sextant.studies.wiring.PreparedStudy;
import dev.sextant.studies.wiring.RefusedException;
import dev.sextant.studies.wiring.StudySource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Says whether studies would run, and what would happen. */
@Command(
        name = "validate",
        description = "Checks studies and their data, and prints what a run would do.",
        exitCodeList = {ExitCode.SAYS_STUDY_INVALID},
        footer = {"", "Example:", "  sextant validate studies/*.json"})
final class ValidateCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "STUDY", arity = "1..*", description = "The study files.")
    private List<String> studies = new ArrayList<>();

    ValidateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        int exit = ExitCode.DONE;
        for (String study : studies) {
            try {
                PreparedStudy prepared = PreparedStudy.of(
                        StudySource.read(console.current(), study, List.of()),
                        StudySource.folder(console.current(), study));
                for (Problem warning : prepared.warnings())
                    console.err().print(console.colors().problems(warning.text()));
                console.out().print(Outlook.text(prepared, console.columns()));
            } catch (StudyFileException | RefusedException e) {
                exit = Math.max(exit, Failures.tell(e, console));
            }
        }
        return exit;
    }
}
