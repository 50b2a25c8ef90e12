// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.command;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ends programs whose engine is gone, however it went. A small shell script waits at the other end of a pipe, is told
 * of every program that begins and ends, and reads the pipe's end when this process dies, be it by SIGKILL: then it
 * ends what is left. One for each process; it starts with the first program.
 *
 * <p>Threads: any.
 */
final class Keeper {
    /** One that nobody needs to tell. */
    private static final String SCRIPT = """
            live=' '
            while read -r sign pid; do
              case $sign in
                +) live="$live$pid " ;;
                -) live="${live%% $pid *} ${live#* $pid }" ;;
              esac
            done
            end() {
              for pid in $live; do kill -s "$1" -- "-$pid" || kill -s "$1" "$pid"; done
            }
            case $live in
              *[0-9]*) end TERM; sleep SECONDS; end KILL ;;
            esac
            """;

    static final Keeper OURS = new Keeper();

    private @Nullable OutputStream script;
    private boolean tried;

    private Keeper() {}

    synchronized void begins(long pid) {
        if (!tried) start();
        tell("+ " + pid);
    }

    synchronized void ended(long pid) {
        tell("- " + pid);
    }

    private void start() {
        tried = true;
        List<String> command = new ArrayList<>();
        // A Ctrl-C in the terminal must not end it.
        ProcessTree.tool("setsid").ifPresent(command::add);
        String seconds = Long.toString(ProgramLimits.PRESET.terminate().toSeconds());
        command.addAll(List.of("sh", "-c", SCRIPT.replace("SECONDS", seconds)));
        try {
            script = new ProcessBuilder(command)
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start()
                    .getOutputStream();
        } catch (IOException | UncheckedIOException withoutAShell) {
            // Programs that read their input, or print, notice by themselves that the engine is gone.
        }
    }

    private void tell(String line) {
        OutputStream pipe = script;
        if (pipe == null) return;
        try {
            pipe.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
            pipe.flush();
        } catch (IOException killed) {
            script = null;
        }
    }
}
