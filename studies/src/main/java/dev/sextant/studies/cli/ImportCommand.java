// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.studies.file.StudyFileException;
import dev.sextant.studies.imports.Imported;
import dev.sextant.studies.imports.Importer;
import dev.sextant.studies.imports.Tool;
import dev.sextant.studies.tree.Problem;
import dev.sextant.studies.wiring.RefusedException;
import dev.sextant.studies.wiring.RefusedException.Reason;
import dev.sextant.studies.wiring.Services;
import dev.sextant.studies.wiring.StudySource;
import dev.sextant.studies.wiring.TextFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a study of another tool's file. */
@Command(
        name = "import",
        description = {
            "Makes a study of a sweep of W&B, an experiment of Katib or of NNI, or a search space of NNI, whose"
                    + " program then runs here as a command.",
            "What the study does not hold as that file did is told on standard error, and in comments of the study."
        },
        footer = {"", "Example:", "  sextant import sweep.yaml -o study.json"})
final class ImportCommand implements Callable<Integer> {
    /** The tools, named as they are typed. */
    enum From {
        wandb(Tool.WANDB),
        katib(Tool.KATIB),
        nni(Tool.NNI);

        private final Tool tool;

        From(Tool tool) {
            this.tool = tool;
        }
    }

    /** The study's comments tell the rest. */
    private static final int SHOWN = 50;

    private final Console console;

    @Parameters(paramLabel = "FILE", description = "The tool's file, YAML or JSON.")
    private String file = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "STUDY",
            description = "The study file to write. Default: standard output.")
    private @Nullable String output;

    @Option(
            names = "--from",
            paramLabel = "TOOL",
            description = "One of wandb, katib, nni. Default: what the file says.")
    private @Nullable From from;

    @Option(names = "--force", description = "Write over a study file that is there.")
    private boolean force;

    ImportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        byte[] bytes = TextFile.read(console.current(), file, console.in());
        Path folder = TextFile.folder(console.current(), file);
        Path study = output == null ? null : target(output);
        Imported imported = Importer.read(
                TextFile.name(file),
                bytes,
                from == null ? null : from.tool,
                path -> neighbour(folder, path),
                Services.catalog());
        if (study != null) write(study, imported.study());
        tell(imported.notes());
        if (study == null) console.out().print(imported.study());
        else told(study, folder);
        return ExitCode.DONE;
    }

    private static byte[] neighbour(Path folder, String path) throws IOException, StudyFileException {
        try {
            return TextFile.read(folder, path, InputStream.nullInputStream());
        } catch (RefusedException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private void tell(List<Problem> notes) {
        for (Problem note : notes.subList(0, Math.min(SHOWN, notes.size())))
            console.err().print(note.text());
        if (notes.size() > SHOWN)
            console.err().println("… and " + (notes.size() - SHOWN) + " more; comments of the study have them all");
    }

    private Path target(String typed) throws RefusedException {
        Path path;
        try {
            path = console.current().resolve(typed);
        } catch (InvalidPathException e) {
            throw new RefusedException(Reason.USAGE, "\"" + typed + "\" cannot be the name of a file", "Name another.");
        }
        if (Files.isDirectory(path))
            throw new RefusedException(Reason.USAGE, typed + " is a directory", "Name a file in it.");
        if (Files.exists(path) && !force) throw exists(typed);
        return path;
    }

    private static RefusedException exists(String typed) {
        return new RefusedException(
                Reason.USAGE, typed + " exists already", "Name another file, or write over it with --force.");
    }

    private void write(Path path, String text) throws RefusedException {
        try {
            if (force) Files.writeString(path, text);
            else Files.writeString(path, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw exists(String.valueOf(output));
        } catch (IOException e) {
            throw new RefusedException(
                    Reason.USAGE,
                    "cannot write " + output + ": " + StudySource.reason(e),
                    "Name another file with -o.");
        }
    }

    private void told(Path study, Path folder) {
        if (!folder.equals(TextFile.folder(console.current(), study.toString())))
            console.err()
                    .println("Paths in the study begin at its own folder, those in " + file + " began at another:"
                            + " look at argv.");
        console.err().println("study: " + output);
    }
}
