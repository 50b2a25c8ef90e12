// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.engine.study.Replay;
import dev.sextant.engine.trial.Trial;
import dev.sextant.studies.wiring.PreparedStudy;
import dev.sextant.studies.wiring.Provenance;
import dev.sextant.studies.wiring.RefusedException;
import dev.sextant.studies.wiring.RefusedException.Reason;
import dev.sextant.studies.wiring.RunVerification;
import dev.sextant.studies.wiring.SavedRun;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Does again what a run did, and says whether it comes out the same. */
@Command(
        name = "verify",
        description = {
            "Replays every proposal of a run, trains some of its trials again, and compares with what the run"
                    + " recorded, bit for bit."
        },
        exitCodeList = {ExitCode.SAYS_UNSOUND, ExitCode.SAYS_STUDY_INVALID},
        footer = {"", "Example:", "  sextant verify latest --trials 10"})
final class VerifyCommand implements Callable<Integer> {
    private static final long DEFAULT_TRIALS = 5;
    private static final String ALL = "all";

    /** Of what differs, no more characters are shown. */
    private static final int SHOWN = 160;

    /** Proposals between two signs of life. */
    private static final int EVERY = 100;

    private final Console console;

    @Parameters(paramLabel = "RUN", description = "The run's directory, its name under runs/, or latest.")
    private String run = "";

    @Option(names = "--trials", paramLabel = "K", description = "How many trials to train again, or all. Default: 5.")
    private String count = Long.toString(DEFAULT_TRIALS);

    @Option(names = "--seed", paramLabel = "S", description = "By which they are drawn. Default: the study's seed.")
    private @Nullable Long seed;

    VerifyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        long wanted = wanted();
        SavedRun saved = SavedRun.find(run, console.current());
        PreparedStudy study = saved.prepare();
        if (!saved.version().equals(Provenance.version()))
            console.out()
                    .println("the run was begun by Sextant " + saved.version() + ", this is " + Provenance.version());
        RunVerification verification = new RunVerification(study, saved.trials());
        List<Replay.Difference> replayed = replay(verification);
        List<Replay.Difference> trained =
                train(verification, wanted, seed == null ? saved.file().spec().seed() : seed, study);
        return replayed.isEmpty() && trained.isEmpty() ? ExitCode.DONE : ExitCode.UNSOUND;
    }

    private long wanted() throws RefusedException {
        if (count.equals(ALL)) return Long.MAX_VALUE;
        try {
            long parsed = Long.parseLong(count);
            if (parsed >= 0) return parsed;
        } catch (NumberFormatException notANumber) {
            // Said below.
        }
        throw new RefusedException(
                Reason.USAGE,
                "--trials must be a whole number at least 0, or all, got " + count,
                "Try: --trials " + DEFAULT_TRIALS);
    }

    private List<Replay.Difference> replay(RunVerification verification) {
        long proposals = verification.proposals();
        List<Replay.Difference> differences = verification.replay(done -> {
            if (done % EVERY == 0) sign("replayed " + done + " of " + Figures.count(proposals, "proposal"));
        });
        tell(Figures.count(proposals, "proposal") + " replayed", differences);
        return differences;
    }

    private List<Replay.Difference> train(RunVerification verification, long wanted, long seed, PreparedStudy study) {
        List<Trial> drawn = verification.drawn(wanted, seed);
        if (drawn.isEmpty()) {
            console.out()
                    .println(
                            study.file().trainer().trains()
                                    ? "no trial trained again"
                                    : "no trial trained again: another program trains them");
            return List.of();
        }
        List<Replay.Difference> differences = new ArrayList<>();
        for (int i = 0; i < drawn.size(); i++) {
            sign("training trial %d again (%d of %d)".formatted(drawn.get(i).number(), i + 1, drawn.size()));
            Replay.Difference difference = verification.train(drawn.get(i));
            if (difference != null) differences.add(difference);
        }
        List<String> numbers =
                drawn.stream().map(trial -> Long.toString(trial.number())).toList();
        tell(Figures.count(drawn.size(), "trial") + " trained again (" + String.join(", ", numbers) + ")", differences);
        return differences;
    }

    private void tell(String what, List<Replay.Difference> differences) {
        console.out()
                .println(what + ": "
                        + (differences.isEmpty()
                                ? "as recorded, bit for bit"
                                : Figures.count(differences.size(), "difference")));
        for (Replay.Difference one : differences)
            console.out()
                    .println("  trial %d: the %s was %s and is %s"
                            .formatted(one.trial(), one.what(), shown(one.stored()), shown(one.now())));
    }

    private static String shown(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }

    private void sign(String words) {
        console.err().println(words);
        console.err().flush();
    }
}
