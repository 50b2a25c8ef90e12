// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

/** What the process says when it ends. */
final class ExitCode {
    static final int DONE = 0;
    static final int INTERNAL_ERROR = 1;

    /** What was checked, or done again, is not as it should be. The code that comparing and checking tools end with. */
    static final int UNSOUND = 1;

    /** An argument, or a file or directory that it names. */
    static final int USAGE = 2;

    static final int STUDY_INVALID = 3;
    static final int NO_TRIAL_SUCCEEDED = 4;

    /** Another process is writing the run. */
    static final int LOCKED = 6;

    /** The search was ended because too large a share of its trials failed. */
    static final int TOO_MANY_FAILED = 7;

    /** Signals, as shells count them: 128 and the signal's number. */
    static final int INTERRUPTED = 130;

    /** Whoever read the events closed its end, which other programs are ended for by a signal. */
    static final int UNREAD = 141;

    static final int TERMINATED = 143;

    private ExitCode() {}
}
