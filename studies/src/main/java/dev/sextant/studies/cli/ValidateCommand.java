// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sextant.studies.file.Argument;
import dev.sextant.studies.file.StudyFile;
import dev.sextant.studies.file.StudyFileException;
import dev.sextant.studies.tree.Problem;
import dev.sextant.studies.wiring.MemoryOutlook;
import dev.sextant.studies.wiring.Misfits;
import dev.sextant.studies.wiring.PreparedStudy;
import dev.sextant.studies.wiring.RefusedException;
import dev.sextant.studies.wiring.StudySource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says whether studies would run, and what would happen. */
@Command(
        name = "validate",
        description = {
            "Checks studies and their data, and prints what a run would do: the columns of the data and what they were"
                    + " taken for, the layers of the network with their shapes, the parameters, how much is trained,"
                    + " and about how much memory that takes.",
            "Trains nothing, but for the sweep where a learning rate is to be found."
        },
        exitCodeList = {ExitCode.SAYS_STUDY_INVALID},
        footer = {
            "",
            "Examples:",
            "  sextant validate studies/*.json",
            "  sextant validate digits.json --set trainer.epochs=100 --workers 8"
        })
final class ValidateCommand implements Callable<Integer> {
    /** The forms that the outlook may be printed in; named as they are typed. */
    enum Format {
        table,
        json
    }

    private final Console console;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "STUDY", arity = "1..*", description = "The study files.")
    private List<String> studies = new ArrayList<>();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "One of table (the default), json (an array with an object for each study).")
    private Format format = Format.table;

    @Option(
            names = "--workers",
            paramLabel = "N",
            description = "Trainings at a time, for the memory. Default: one for each processor.")
    private @Nullable Integer workers;

    @Mixin
    private final ChangeOptions changes = new ChangeOptions();

    private final ArrayNode results = JsonNodeFactory.instance.arrayNode();

    ValidateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        int exit = ExitCode.DONE;
        List<Argument> arguments = changes.arguments(spec);
        int trained = WorkerOptions.checked(workers, spec);
        for (String study : studies) {
            try {
                StudyFile file = StudySource.read(console.current(), study, console.in(), arguments);
                tell(PreparedStudy.of(file, StudySource.folder(console.current(), study)), trained);
            } catch (StudyFileException e) {
                results.add(OutlookJson.refused(study, e.problems()));
                exit = Math.max(exit, Failures.tell(e, console));
            } catch (RefusedException e) {
                results.add(OutlookJson.refused(study, String.valueOf(e.getMessage())));
                exit = Math.max(exit, Failures.tell(e, console));
            }
        }
        if (format == Format.json) console.out().println(results.toPrettyString());
        return exit;
    }

    private void tell(PreparedStudy study, int trained) {
        MemoryOutlook memory = study.file().trainer().trains() ? MemoryOutlook.of(study, trained) : null;
        List<Problem> warnings = new ArrayList<>(study.warnings());
        if (memory != null && !memory.fits()) warnings.add(tooLarge(study, memory));
        Problem misfits = Misfits.warning(study);
        if (misfits != null) warnings.add(misfits);
        for (Problem warning : warnings) console.err().print(console.colors().problems(warning.text()));
        switch (format) {
            case table -> console.out().print(Outlook.text(study, memory, console.columns()));
            case json -> results.add(OutlookJson.of(study, memory, warnings));
        }
    }

    /** Twice what is needed leaves the collector room; the launcher takes the option from there. */
    private static Problem tooLarge(PreparedStudy study, MemoryOutlook memory) {
        long fit = memory.workersThatFit();
        long wanted = Math.max(1, ((memory.bytes() * 2) >> 30) + 1);
        return study.file()
                .problem(
                        false,
                        "trainer",
                        Figures.count(memory.workers(), "training") + " at a time need about "
                                + Figures.bytes(memory.bytes()) + " of memory, this process may have "
                                + Figures.bytes(memory.heap()),
                        (fit > 0 ? "run it with --workers " + fit + ", or with more memory" : "give it more memory")
                                + ": SEXTANT_JVM_OPTIONS=-Xmx" + wanted + "g");
    }
}
