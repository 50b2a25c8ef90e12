// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.engine.spi.SearcherFactory;
import dev.sextant.engine.spi.StudyStarter;
import dev.sextant.engine.spi.StudyStarter.Start;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.studies.file.StudyFile;
import dev.sextant.studies.file.StudyFileException;
import dev.sextant.studies.file.StudyReader;
import dev.sextant.studies.tree.Problem;
import dev.sextant.studies.wiring.PreparedStudy;
import dev.sextant.studies.wiring.RefusedException;
import dev.sextant.studies.wiring.RefusedException.Reason;
import dev.sextant.studies.wiring.Services;
import dev.sextant.studies.wiring.StudySource;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a starter study. */
@Command(
        name = "init",
        description = {
            "Writes a commented starter study. From a CSV file it proposes what is learnt and from what, and sizes that"
                    + " suit the number of rows; without one it writes a study of data that comes with Sextant.",
            "The study runs as it stands; nothing is overwritten without --force."
        },
        footer = {
            "",
            "Examples:",
            "  sextant init",
            "  sextant init data/houses.csv --target price -o houses.json",
        })
final class InitCommand implements Callable<Integer> {
    /** Stands for standard output. */
    private static final String STDOUT = "-";

    private static final String EXAMPLE = "study";

    private final Console console;

    @Parameters(
            paramLabel = "CSV",
            arity = "0..1",
            description = "A CSV or TSV file, also packed with gzip. Default: a data set that comes with Sextant.")
    private @Nullable String csv;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where the study is written; - for standard output. Default: the CSV file's name with .json,"
                    + " here.")
    private @Nullable String output;

    @Option(
            names = "--target",
            paramLabel = "COLUMN",
            description = "What is learnt. Default: a column that looks like it.")
    private @Nullable String target;

    @Option(names = "--name", paramLabel = "NAME", description = "The study's name. Default: the CSV file's.")
    private @Nullable String name;

    @Option(names = "--force", description = "Overwrite the file where it exists.")
    private boolean force;

    InitCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        if (csv == null && target != null)
            throw refused("--target " + target + " needs a CSV file to be a column of", "Name it: sextant init my.csv");
        String stem = stem();
        String file = output == null ? stem + ".json" : output;
        boolean shown = file.equals(STDOUT);
        Path path = console.current()
                .resolve(shown ? stem + ".json" : file)
                .toAbsolutePath()
                .normalize();
        if (!shown) checkFree(path, file);
        Path folder = path.getParent() == null ? path : path.getParent();
        Start start = start(folder);
        String text = StarterText.write(
                start,
                name == null ? stem : name,
                csv == null ? "data that comes with Sextant" : base(csv),
                Services.catalog().searchers().stream()
                        .map(SearcherFactory::name)
                        .toList());
        List<Problem> warnings = check(shown ? stem + ".json" : file, text, folder, start);
        if (shown) console.out().print(text);
        else write(path, file, text);
        tell(start, shown ? null : file, warnings);
        return ExitCode.DONE;
    }

    private void tell(Start start, @Nullable String file, List<Problem> warnings) {
        PrintStream to = file == null ? console.err() : console.out();
        if (file != null) to.println("wrote " + file);
        for (String finding : start.findings()) to.println("  " + StarterText.printable(finding));
        for (Problem warning : warnings) to.println("  warning: " + StarterText.printable(warning.message()));
        if (file == null) return;
        String typed = file.indexOf(' ') < 0 ? file : "'" + file + "'";
        if (start.whole()) to.println("Next: sextant run " + typed);
        else to.println("Not all rows were looked at. Next: sextant validate " + typed);
    }

    private Start start(Path folder) throws RefusedException {
        if (!(Services.catalog().trainer(StudyReader.DEFAULT_TRAINER) instanceof StudyStarter starter))
            throw new IllegalStateException("the trainer of networks proposes no study");
        try {
            return starter.start(new StudyStarter.Wish(folder, csv == null ? null : relative(folder, csv), target));
        } catch (TrainingException e) {
            throw refused(String.valueOf(e.getMessage()), e.help());
        }
    }

    /** As the study is to name the file: from its own folder, with slashes. */
    private String relative(Path folder, String typed) throws RefusedException {
        try {
            Path file = console.current().resolve(typed).toAbsolutePath().normalize();
            if (typed.isBlank()) throw refused("the CSV file has an empty name", "Name one: sextant init my.csv");
            if (!Files.exists(file)) throw refused("there is no file " + typed, "Paths begin at the current folder.");
            if (Files.isDirectory(file)) throw refused(typed + " is a directory", "Name a CSV file in it.");
            Path from =
                    file.getRoot() != null && file.getRoot().equals(folder.getRoot()) ? folder.relativize(file) : file;
            return from.toString().replace('\\', '/');
        } catch (InvalidPathException notAPath) {
            throw refused("\"" + typed + "\" is not a path: " + notAPath.getReason(), "Name a CSV file.");
        }
    }

    /** A study that would not run is not written. Of a large file the data is left to validate. */
    private static List<Problem> check(String file, String text, Path folder, Start start)
            throws RefusedException, InterruptedException {
        try {
            StudyFile study =
                    StudyReader.read(file, text.getBytes(StandardCharsets.UTF_8), List.of(), Services.catalog());
            return start.whole() ? PreparedStudy.of(study, folder).warnings() : study.warnings();
        } catch (StudyFileException invalid) {
            Problem first = invalid.problems().stream()
                    .filter(Problem::severe)
                    .findFirst()
                    .orElse(invalid.problems().getFirst());
            throw refused("no study can be made of it: " + first.message(), first.help());
        }
    }

    private void checkFree(Path path, String typed) throws RefusedException {
        if (Files.isDirectory(path)) throw refused(typed + " is a directory", "Name a file in it with -o.");
        if (Files.exists(path) && !force)
            throw refused(typed + " exists, nothing is overwritten", "Name another file with -o, or add --force.");
    }

    private void write(Path path, String typed, String text) throws RefusedException {
        OpenOption[] how = force
                ? new OpenOption[] {
                    StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE
                }
                : new OpenOption[] {StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE};
        try {
            Files.writeString(path, text, how);
        } catch (FileAlreadyExistsException meanwhile) {
            throw refused(typed + " exists, nothing is overwritten", "Name another file with -o, or add --force.");
        } catch (IOException e) {
            throw refused("cannot write " + typed + ": " + StudySource.reason(e), "Name another file with -o.");
        }
    }

    /** The CSV file's name without its endings, as far as names of studies may have it. */
    private String stem() {
        if (csv == null) return EXAMPLE;
        String base = base(csv).replaceFirst("(?i)[.]gz$", "").replaceFirst("(?i)[.](csv|tsv|tab|txt)$", "");
        String safe = base.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[-.]+", "");
        safe = safe.substring(0, Math.min(safe.length(), StudyReader.MAX_NAME));
        return safe.isEmpty() ? EXAMPLE : safe;
    }

    private static String base(String file) {
        return file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
    }

    private static RefusedException refused(String message, String help) {
        return new RefusedException(Reason.USAGE, message, help);
    }
}
