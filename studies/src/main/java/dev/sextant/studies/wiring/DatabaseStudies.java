// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.wiring;

import dev.sextant.engine.store.PostgresAddress;
import dev.sextant.engine.store.PostgresSource;
import dev.sextant.engine.store.PostgresStudies;
import dev.sextant.engine.store.StoreCopy;
import dev.sextant.engine.store.StoreException;
import dev.sextant.engine.study.SpecDigest;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.studies.wiring.RefusedException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * A database that many machines may write studies into, each study led by one of them at a time.
 *
 * <p>Two runs are of one study when their settings and their data are the same, see {@link #identity}: then whoever
 * goes on with it comes to the same result, for a trial is a function of the settings, the data and its number alone,
 * and a proposal of the results before it, which the store hands to the next leader bit for bit. What the leader before
 * had in its hands and had not stored is done again, from the same seeds.
 */
public final class DatabaseStudies {
    /** Before the digest of a file among the facts that a trainer found. */
    private static final String SHA256 = "sha256";

    private final PostgresAddress address;
    private final PostgresStudies studies;

    private DatabaseStudies(PostgresAddress address) {
        this.address = address;
        this.studies = new PostgresStudies(address);
    }

    /**
     * The database at this address, which is there and lets us in. Makes nothing in it.
     *
     * @param typed as a person gave it
     * @param passwordFile null for the password of the environment
     */
    public static DatabaseStudies at(String typed, @Nullable Path passwordFile) throws RefusedException {
        try {
            DatabaseStudies database =
                    new DatabaseStudies(PostgresAddress.parse(typed).withPasswordFile(passwordFile));
            database.studies.reach();
            return database;
        } catch (StoreException e) {
            throw refused(e);
        }
    }

    /** Where a run said that its trials are; nothing is connected to. */
    static PostgresSource source(Path file, StoreFile said, @Nullable Path passwordFile) throws RefusedException {
        try {
            return new PostgresSource(PostgresAddress.parse(said.store()).withPasswordFile(passwordFile), said.study());
        } catch (StoreException | IllegalArgumentException invalid) {
            throw new RefusedException(Reason.USAGE, file + " cannot be used: " + invalid.getMessage(), "");
        }
    }

    /** What may be tried again, or mended outside, in words of its own. */
    private static RefusedException refused(StoreException e) {
        return new RefusedException(Reason.USAGE, String.valueOf(e.getMessage()), "");
    }

    /**
     * Enters a new study.
     *
     * @param key its name in the database, which must be new there; null for {@code <name>-<n>} with the smallest n
     *     from 1 that is free
     */
    StoreFile begin(PreparedStudy study, @Nullable String key) throws RefusedException {
        PostgresStudies.Identity identity = identity(study);
        try {
            if (key == null) return numbered(study.file().spec().name(), identity);
            checked(key);
            if (studies.enter(key, identity)) return new StoreFile(address.shown(), key);
            throw new RefusedException(
                    Reason.USAGE,
                    "there is a study " + key + " in " + address.shown() + " already",
                    "Name another with --study-key, or join that one with --standby.");
        } catch (StoreException e) {
            throw refused(e);
        }
    }

    /**
     * Copies a run's trials here, as a study of its own that the directory says it has.
     *
     * @param key as for {@link #begin}
     */
    StoreCopy.Copied copy(SavedRun run, RunDirectory to, @Nullable String key)
            throws RefusedException, StoreException, IOException {
        StudySpec spec = run.file().spec();
        if (key != null) checked(key);
        String name = key;
        if (name == null) {
            List<String> taken = PostgresSource.studies(address);
            int n = 1;
            while (taken.contains(spec.name() + "-" + n)) n++;
            name = spec.name() + "-" + n;
        }
        StoreCopy.Copied copied = StoreCopy.copy(run.store(), new PostgresSource(address, name));
        Map<String, String> begun = run.file().provenance();
        Map<String, String> facts = new TreeMap<>();
        begun.forEach((fact, value) -> {
            if (fact.startsWith(Provenance.TRAINER)) facts.put(fact.substring(Provenance.TRAINER.length()), value);
        });
        studies.identify(
                name,
                new PostgresStudies.Identity(
                        SpecDigest.of(spec), data(facts), begun.getOrDefault(Provenance.VERSION, "")));
        if (run.finished()) studies.finish(name);
        new StoreFile(address.shown(), name).write(to);
        return copied;
    }

    /** Takes back {@link #begin} of a run that could not begin. */
    void forget(StoreFile begun) {
        try {
            studies.forget(begun.study());
        } catch (StoreException stays) {
            LoggerFactory.getLogger(DatabaseStudies.class)
                    .atInfo()
                    .setCause(stays)
                    .log("{} stays in the database, and has no trial there", begun.study());
        }
    }

    private StoreFile numbered(String name, PostgresStudies.Identity identity) throws StoreException {
        List<String> taken = PostgresSource.studies(address);
        for (int n = 1; ; n++) {
            String key = name + "-" + n;
            // Another process may be quicker; then the next number is tried.
            if (!taken.contains(key) && studies.enter(key, identity)) return new StoreFile(address.shown(), key);
        }
    }

    /**
     * The study that a standby joins.
     *
     * @param key its name in the database, under which it is entered where there is none; null for the one begun last
     *     of those that are equal and not finished
     * @param warnings told, in words for people, what makes the result doubtful
     */
    public StoreFile join(PreparedStudy study, @Nullable String key, Consumer<String> warnings)
            throws RefusedException {
        PostgresStudies.Identity mine = identity(study);
        String name = study.file().spec().name();
        try {
            if (key == null) return newest(name, mine, warnings);
            checked(key);
            if (studies.enter(key, mine)) return new StoreFile(address.shown(), key);
            PostgresStudies.Entry there = studies.find(key);
            if (there != null) compare(there, mine, name, warnings);
            return new StoreFile(address.shown(), key);
        } catch (StoreException e) {
            throw refused(e);
        }
    }

    private StoreFile newest(String name, PostgresStudies.Identity mine, Consumer<String> warnings)
            throws StoreException, RefusedException {
        List<PostgresStudies.Entry> equal = studies.of(mine.spec());
        for (PostgresStudies.Entry entry : equal) {
            if (entry.finished() || entry.identity() == null) continue;
            if (!entry.identity().data().equals(mine.data())) continue;
            compare(entry, mine, name, warnings);
            return new StoreFile(address.shown(), entry.name());
        }
        String others = equal.isEmpty()
                ? "it holds none with the same settings"
                : equal.stream().allMatch(PostgresStudies.Entry::finished)
                        ? equal.getFirst().name() + ", the last with the same settings, is finished"
                        : equal.getFirst().name() + ", the last with the same settings, has other data";
        throw new RefusedException(
                Reason.USAGE,
                "there is no unfinished run of " + name + " in " + address.shown() + " to stand by for: " + others,
                "Begin one without --standby; or name it with --study-key, and whoever comes first begins it.");
    }

    private void compare(
            PostgresStudies.Entry there, PostgresStudies.Identity mine, String name, Consumer<String> warnings)
            throws RefusedException {
        PostgresStudies.Identity begun = there.identity();
        // A copy does not say; its settings are compared when it is opened.
        if (begun == null) return;
        if (!begun.spec().equals(mine.spec()))
            throw new RefusedException(
                    Reason.USAGE,
                    "the study " + there.name() + " in " + address.shown() + " has other settings than " + name,
                    "Give the study file and the changes that it was begun with, or name another with --study-key.");
        if (!begun.data().equals(mine.data()))
            throw new RefusedException(
                    Reason.STUDY,
                    "the study " + there.name() + " in " + address.shown() + " was begun with other data than " + name
                            + " has here",
                    "Bring the same data to this machine, byte for byte.");
        if (!begun.version().equals(mine.version()))
            warnings.accept("the study was begun by Sextant " + begun.version() + " and would go on with "
                    + mine.version() + "; its result would be that of neither");
    }

    private static void checked(String key) throws RefusedException {
        if (!key.matches("[A-Za-z0-9._-]{1,100}"))
            throw new RefusedException(
                    Reason.USAGE,
                    "--study-key \"" + key + "\" is no name for a study in a database",
                    "Take 1 to 100 letters, digits, dots, hyphens and underscores.");
    }

    /** Tells its studies that every trial of this one has ended. */
    static void finish(PostgresSource source) throws StoreException {
        new PostgresStudies(source.address()).finish(source.study());
    }

    /**
     * What must be equal: the settings and the data, wherever either lies. What a trainer says of its data beside
     * digests follows from these, or is a place on one machine.
     */
    static PostgresStudies.Identity identity(PreparedStudy study) {
        return new PostgresStudies.Identity(
                SpecDigest.of(study.file().spec()), data(study.facts()), Provenance.version());
    }

    /** Over the digests among what a trainer found. */
    private static String data(Map<String, String> facts) {
        StringBuilder data = new StringBuilder();
        for (Map.Entry<String, String> fact : new TreeMap<>(facts).entrySet())
            if (fact.getKey().startsWith(SHA256))
                data.append(fact.getKey()).append(' ').append(fact.getValue()).append('\n');
        return data.isEmpty() ? "" : digest(data.toString());
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }
}
