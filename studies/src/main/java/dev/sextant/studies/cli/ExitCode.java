// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.studies.manual.CommandPage;
import java.util.List;

/** What the process says when it ends; the texts are as commands list them in their help, code and meaning. */
final class ExitCode {
    static final int DONE = 0;
    static final int INTERNAL_ERROR = 1;

    /** What was checked, or done again, is not as it should be. The code that comparing and checking tools end with. */
    static final int UNSOUND = 1;

    /** An argument, or a file or directory that it names. */
    static final int USAGE = 2;

    static final int STUDY_INVALID = 3;
    static final int NO_TRIAL_SUCCEEDED = 4;

    /** A {@code --require} does not hold. */
    static final int NOT_MET = 5;

    /** Another process is writing the run. */
    static final int LOCKED = 6;

    /** The search was ended because too large a share of its trials failed. */
    static final int TOO_MANY_FAILED = 7;

    /** The machine that runs the study was lost; the system's code for what another try may mend. */
    static final int LOST = 75;

    /** Signals, as shells count them: 128 and the signal's number. */
    static final int INTERRUPTED = 130;

    static final int PIPE_CLOSED = 141;

    static final int TERMINATED = 143;

    static final String SAYS_DONE = "0:Done.";
    static final String SAYS_INTERNAL_ERROR = "1:Internal error; the details are in a file that is named.";
    static final String SAYS_UNSOUND = "1:What was checked is not as it should be.";
    static final String SAYS_USAGE = "2:An option, an argument, or a file or directory that it names, is wrong.";
    static final String SAYS_STUDY_INVALID = "3:The study, its data, or a change made by --set cannot be used.";
    static final String SAYS_NO_TRIAL_SUCCEEDED = "4:No trial succeeded.";
    static final String SAYS_NOT_MET = "5:A --require does not hold.";
    static final String SAYS_LOCKED = "6:Another process is using the run.";
    static final String SAYS_TOO_MANY_FAILED = "7:The search was ended because too many trials failed.";
    static final String SAYS_LOST = "75:The machine that runs the study was lost, see worker: try again.";
    static final String SAYS_INTERRUPTED = "130:Ended by Ctrl-C, or stopped on its page; nothing recorded is lost.";
    static final String SAYS_PIPE_CLOSED = "141:Whoever read standard output closed it, as head does.";
    static final String SAYS_TERMINATED = "143:Ended by SIGTERM; nothing recorded is lost.";

    private ExitCode() {}

    /** Every code, as the manual lists them. */
    static List<CommandPage.Exit> all() {
        return List.of(
                        SAYS_DONE,
                        SAYS_INTERNAL_ERROR + " Of verify, store check, cluster check and check-command:"
                                + " what was checked is not as it should be.",
                        SAYS_USAGE,
                        SAYS_STUDY_INVALID,
                        SAYS_NO_TRIAL_SUCCEEDED,
                        SAYS_NOT_MET,
                        SAYS_LOCKED,
                        SAYS_TOO_MANY_FAILED,
                        SAYS_LOST,
                        SAYS_INTERRUPTED,
                        SAYS_PIPE_CLOSED,
                        SAYS_TERMINATED)
                .stream()
                .map(ExitCode::exit)
                .toList();
    }

    private static CommandPage.Exit exit(String says) {
        int colon = says.indexOf(':');
        return new CommandPage.Exit(Integer.parseInt(says.substring(0, colon)), says.substring(colon + 1));
    }
}
