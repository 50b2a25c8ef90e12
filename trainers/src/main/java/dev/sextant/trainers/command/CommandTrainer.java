// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.Circumstances;
import dev.sextant.engine.spi.Preparation;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.Trainer;
import dev.sextant.engine.spi.Training;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.engine.trial.Objective;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Starts a program for each trial. What a trial comes to is what its program tells; that equal parameters and seeds
 * make it tell the same is the program's to keep.
 *
 * <p>Randomness: the program's seed, from the trial's own draws. Cost: about 3 ms of processor time a trial beside what
 * the program takes. Threads: any number may call.
 */
final class CommandTrainer implements Trainer {
    /** What a shell takes as it is. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private static final String PATH = "PATH";
    private static final String HOME = "HOME";
    private static final String VARIABLES = "SEXTANT_";

    /** Errors of the system for which another time may be better: no process, no memory, no open file more. */
    private static final Set<String> FULL = Set.of("11", "12", "23", "24");

    /** How the JDK tells of the system's errors. */
    private static final Pattern ERROR = Pattern.compile(".*error(?:=|: )(\\d+)(?:, | \\()(.*?)\\)? *", Pattern.DOTALL);

    /** With the process's own number the attempts of all engines of a machine have names of their own. */
    private static final AtomicLong ATTEMPTS = new AtomicLong();

    private final Path folder;
    private final NamedFiles files;
    private final ProgramLimits limits;
    private final LongSupplier nanos;
    private final Witness witness;

    /** @param folder where relative paths begin */
    CommandTrainer(Path folder) {
        this(folder, ProgramLimits.PRESET, System::nanoTime, Witness.NONE);
    }

    /** @param nanos the time, in nanoseconds from anywhere */
    CommandTrainer(Path folder, ProgramLimits limits, LongSupplier nanos, Witness witness) {
        this.folder = folder.toAbsolutePath().normalize();
        this.files = new NamedFiles(this.folder);
        this.limits = limits;
        this.nanos = nanos;
        this.witness = witness;
    }

    @Override
    public Preparation prepare(ObjectNode document, Objective objective, Seeds seeds) throws TrainingException {
        CommandSettings settings = CommandSettings.read(document);
        settings.require(objective);
        Placeholders placeholders = new Placeholders(settings);
        Map<String, String> values = values(settings, seeds);
        List<String> argv = placeholders.argv(values);
        Executable program = program(argv, placeholders.set(values));
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("program", program.path().toString());
        facts.put(
                "command",
                String.join(" ", argv.stream().map(CommandTrainer::quoted).toList()));
        files.digests(argv).forEach((name, digest) -> facts.put("sha256 of " + name, digest));
        return Preparation.of(facts);
    }

    /** As it would be typed. */
    private static String quoted(String argument) {
        return PLAIN.matcher(argument).matches() ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }

    /** What placeholders stand for whatever the attempt. */
    private Map<String, String> values(CommandSettings settings, Seeds seeds) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put(Placeholders.SEED, Integer.toString(ProgramSeed.of(seeds)));
        values.put(Placeholders.TRIAL, ProgramSeed.trial(seeds));
        if (settings.epochs() > 0) values.put(Placeholders.EPOCHS, Integer.toString(settings.epochs()));
        values.put(Placeholders.STUDY, folder.toString());
        return values;
    }

    private Executable program(List<String> argv, Map<String, String> set) throws TrainingException {
        String searched = set.getOrDefault(PATH, System.getenv().getOrDefault(PATH, ""));
        return Executable.find(argv.getFirst(), folder, searched);
    }

    @Override
    public Training start(Assignment assignment) throws TrainingException {
        return start(assignment, Circumstances.PLAIN);
    }

    @Override
    public Training start(Assignment assignment, Circumstances circumstances) throws TrainingException {
        CommandSettings settings = CommandSettings.read(assignment.document());
        settings.require(assignment.objective());
        Placeholders placeholders = new Placeholders(settings);
        boolean speaks = settings.result() instanceof ResultForm.Protocol;
        OwnFolder own = null;
        Training training = null;
        try {
            Continuation continuation = null;
            if (speaks && circumstances.folder() != null)
                continuation = Continuation.in(circumstances.folder(), assignment, limits.told());
            boolean nowhere = continuation == null && placeholders.uses(Placeholders.CHECKPOINT);
            if (nowhere
                    || settings.own()
                    || placeholders.uses(Placeholders.FOLDER)
                    || placeholders.uses(Placeholders.FILE)) own = OwnFolder.create();
            training = start(assignment, circumstances, settings, placeholders, own, continuation);
            return training;
        } catch (IOException e) {
            throw unstarted(e);
        } finally {
            if (training == null && own != null) own.delete();
        }
    }

    private static TrainingException unstarted(IOException e) {
        Matcher error = ERROR.matcher(String.valueOf(e.getMessage()));
        String reason = error.matches() ? error.group(2) : String.valueOf(e.getMessage());
        if (error.matches() && FULL.contains(error.group(1)))
            throw new InternalError("no room for another program: " + reason, e);
        return new TrainingException(CommandSchema.ARGV, "the program cannot be started: " + reason, "");
    }

    private Training start(
            Assignment assignment,
            Circumstances circumstances,
            CommandSettings settings,
            Placeholders placeholders,
            @Nullable OwnFolder own,
            @Nullable Continuation continuation)
            throws IOException, TrainingException {
        Seeds seeds = assignment.seeds();
        Map<String, String> values = values(settings, seeds);
        if (own != null) values.put(Placeholders.FOLDER, own.path().toString());
        if (own != null && placeholders.uses(Placeholders.FILE))
            values.put(Placeholders.FILE, own.write(settings.parameters()).toString());
        Path checkpoint = continuation == null ? null : continuation.folder();
        if (checkpoint != null) values.put(Placeholders.CHECKPOINT, checkpoint.toString());
        else if (own != null && placeholders.uses(Placeholders.CHECKPOINT))
            values.put(
                    Placeholders.CHECKPOINT, own.inside(Placeholders.CHECKPOINT).toString());
        List<String> argv = placeholders.argv(values);
        Map<String, String> set = placeholders.set(values);
        argv.set(0, program(argv, set).path().toString());
        Map<String, String> environment = environment(settings, values, set);
        Path directory = settings.own() && own != null ? own.path() : folder;
        String line = Launch.startLine(settings, assignment.objective(), seeds, circumstances, checkpoint);
        Ear ear = Ear.of(settings, assignment.objective().metric());
        Surroundings around =
                new Surroundings(limits, nanos, new TrialLog(circumstances.log(), circumstances.attempt()), witness);
        return new CommandTraining(
                settings,
                assignment.objective(),
                ear,
                () -> started(new Launch(argv, environment, directory, mark(), line), ear, around),
                around,
                continuation,
                message -> anonymous(message, own, checkpoint),
                () -> {
                    if (own != null) own.delete();
                });
    }

    private static ProgramRun started(Launch launch, Ear ear, Surroundings around) throws TrainingException {
        try {
            return ProgramRun.start(launch, ear, around);
        } catch (IOException e) {
            throw unstarted(e);
        }
    }

    private static String mark() {
        return ProcessHandle.current().pid() + "-" + ATTEMPTS.incrementAndGet();
    }

    private static String anonymous(String message, @Nullable OwnFolder own, @Nullable Path checkpoint) {
        String without = own == null ? message : message.replace(own.path().toString(), "{folder}");
        return checkpoint == null ? without : without.replace(checkpoint.toString(), "{checkpoint}");
    }

    private static Map<String, String> environment(
            CommandSettings settings, Map<String, String> values, Map<String, String> set) {
        Map<String, String> ours = System.getenv();
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("LANG", "C");
        for (String name : List.of(PATH, HOME)) pass(name, ours, environment);
        for (String name : settings.pass()) pass(name, ours, environment);
        values.forEach((name, value) -> environment.put(VARIABLES + name.toUpperCase(java.util.Locale.ROOT), value));
        environment.putAll(set);
        return environment;
    }

    private static void pass(String name, Map<String, String> from, Map<String, String> to) {
        String value = from.get(name);
        if (value != null) to.put(name, value);
    }
}
