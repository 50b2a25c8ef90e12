// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.studies.file.JsonSchema;
import dev.sextant.studies.wiring.Services;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Prints the description of study files for editors. */
@Command(
        name = "schema",
        description = {
            "Prints the JSON Schema of study files, with every key, its range and its default.",
            "",
            "Editors complete and explain the keys of a study that begins with",
            "  \"$schema\": \"./study.schema.json\"",
            "where the file lies beside it; studies/study.schema.json is that of this version."
        },
        footer = {"", "Example:", "  sextant schema > study.schema.json"})
final class SchemaCommand implements Callable<Integer> {
    private final Console console;

    SchemaCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        console.out().print(JsonSchema.text(Services.catalog()));
        return ExitCode.DONE;
    }
}
