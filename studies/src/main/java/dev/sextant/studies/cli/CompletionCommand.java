// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.studies.manual.BashCompletion;
import dev.sextant.studies.manual.CommandPage;
import dev.sextant.studies.manual.FishCompletion;
import dev.sextant.studies.manual.ZshCompletion;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints what makes a shell complete the command line. */
@Command(
        name = "completion",
        description = {
            "Prints a script that lets a shell complete commands, options with their values, files, and the names of"
                    + " runs. It asks the folder runs/ of the moment, and starts no JVM.",
            "bash: put the first example's line into ~/.bashrc. zsh: the second into ~/.zshrc, after compinit. fish:"
                    + " type the third once."
        },
        footer = {
            "",
            "Examples:",
            "  eval \"$(sextant completion bash)\"",
            "  eval \"$(sextant completion zsh)\"",
            "  sextant completion fish > ~/.config/fish/completions/sextant.fish"
        })
final class CompletionCommand implements Callable<Integer> {
    /** Named as typed. */
    enum Shell {
        bash,
        zsh,
        fish
    }

    private final Console console;

    @Parameters(paramLabel = "SHELL", description = "One of bash, zsh, fish.")
    private Shell shell = Shell.bash;

    CompletionCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        CommandPage top = Program.page(console);
        console.out()
                .print(
                        switch (shell) {
                            case bash -> BashCompletion.of(top);
                            case zsh -> ZshCompletion.of(top);
                            case fish -> FishCompletion.of(top);
                        });
        return ExitCode.DONE;
    }
}
