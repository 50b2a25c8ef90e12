// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.studies.file.StudyReference;
import dev.sextant.studies.manual.Manual;
import dev.sextant.studies.manual.MarkdownManual;
import dev.sextant.studies.manual.RoffManual;
import dev.sextant.studies.wiring.RefusedException;
import dev.sextant.studies.wiring.Services;
import dev.sextant.studies.wiring.StudySource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Writes the manual from the annotations of the commands, and the reference of study files from their description. */
@Command(
        name = ManualCommand.NAME,
        hidden = true,
        description = "Writes the reference of the commands (" + ManualCommand.REFERENCE + "), that of study files ("
                + ManualCommand.STUDY_FILE + ") and the manual page (" + ManualCommand.PAGE + ") into a folder.",
        footer = {"", "Example:", "  sextant manual studies/docs"})
final class ManualCommand implements Callable<Integer> {
    static final String NAME = "manual";
    static final String REFERENCE = "commands.md";
    static final String STUDY_FILE = "study-file.md";
    static final String PAGE = "sextant.1";

    private final Console console;

    @Parameters(paramLabel = "DIR", description = "The folder; it is made where there is none.")
    private String folder = "";

    ManualCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws RefusedException {
        Manual manual = Program.manual(console);
        Path into = console.current().resolve(folder);
        try {
            Files.createDirectories(into);
            Files.writeString(into.resolve(REFERENCE), MarkdownManual.of(manual));
            Files.writeString(into.resolve(STUDY_FILE), StudyReference.of(Services.catalog()));
            Files.writeString(into.resolve(PAGE), RoffManual.of(manual));
        } catch (IOException e) {
            throw new RefusedException(
                    RefusedException.Reason.USAGE,
                    "cannot write to " + folder + ": " + StudySource.reason(e),
                    "Name another folder.");
        }
        return ExitCode.DONE;
    }
}
