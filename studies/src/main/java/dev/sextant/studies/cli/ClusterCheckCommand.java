// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.studies.cluster.ClusterCheck;
import dev.sextant.studies.cluster.ClusterFile;
import dev.sextant.studies.cluster.Finding;
import java.io.PrintStream;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Looks over what a machine needs to be in a cluster. */
@Command(
        name = "check",
        description =
                "Looks over what this machine needs to be in a cluster: the file, the certificates and how long they"
                        + " are valid, the address and the ports that are listened on, and who of the members answers.",
        exitCodeList = ExitCode.SAYS_UNSOUND,
        footer = {"", "Example:", "  sextant cluster check --cluster lab/cluster.json"})
final class ClusterCheckCommand implements Callable<Integer> {
    private final Console console;

    @Option(
            names = "--cluster",
            paramLabel = "FILE",
            required = true,
            description = "The cluster's file; sextant cluster init makes one. There is no default.")
    private String file = "";

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            description = "This machine's address, or the network that it lies in. Default: as the file says.")
    private @Nullable String bind;

    ClusterCheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        ClusterCheck check = ClusterCheck.of(ClusterFile.read(console.current(), file), bind, Instant.now());
        PrintStream out = console.out();
        for (String fact : check.facts()) out.println(fact);
        for (Finding finding : check.findings()) {
            out.println((finding.severe() ? "error: " : "warning: ") + finding.message());
            if (!finding.help().isEmpty()) out.println("  " + finding.help());
        }
        if (check.findings().isEmpty()) out.println("all is well");
        return check.sound() ? ExitCode.DONE : ExitCode.UNSOUND;
    }
}
