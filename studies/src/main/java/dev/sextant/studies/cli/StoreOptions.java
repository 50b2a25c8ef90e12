// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.studies.wiring.PasswordFile;
import dev.sextant.studies.wiring.RefusedException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The options of commands that write a study into a database. */
final class StoreOptions {
    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description =
                    "The database's password, alone in a file that only its owner may read. Default: PGPASSWORD, or"
                            + " what stands in ~/.pgpass.")
    private @Nullable Path file;

    @Option(
            names = "--standby",
            description =
                    "Wait while another machine leads this study in the database, and take over from what is stored"
                            + " there when it ends, dies, or is cut off for 15 s; the result is the same. Ctrl-C ends the"
                            + " waiting.")
    boolean standby;

    /** The file as it was named, looked at; warns where others may read it, however quiet. Null where none was. */
    @Nullable
    Path passwordFile(Console console, @Nullable CommandSpec spec) throws RefusedException {
        if (file == null) return null;
        WorkerOptions.refuseEmpty("--password-file", file, spec);
        Path found = console.current().resolve(file);
        PasswordFile.check(found, warning -> console.err().println("warning: " + warning));
        return found.toAbsolutePath();
    }

    boolean named() {
        return file != null;
    }
}
