// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.wiring;

import dev.sextant.engine.store.PostgresAddress;
import dev.sextant.engine.store.PostgresSource;
import dev.sextant.engine.store.SqliteSource;
import dev.sextant.engine.store.StoreException;
import dev.sextant.engine.store.StoreSource;
import dev.sextant.studies.file.StudyFileException;
import dev.sextant.studies.wiring.RefusedException.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The ends of a copy as a person names them: a file that ends in .db, a run, or a study in a database,
 * {@code postgres://[user@]host[:port]/database#study}.
 *
 * @param current the folder from which paths lead
 * @param passwordFile null for the password of the environment
 */
public record StoreEnds(Path current, @Nullable Path passwordFile) {
    private static final String FILE = ".db";

    /**
     * Where a copy comes from.
     *
     * @param run whose store it is; null for a store by itself
     * @param name what the copy is called where nothing else is said
     */
    public record From(StoreSource store, @Nullable SavedRun run, String name) {}

    /** @param text as a person gave it */
    public From from(String text) throws RefusedException, StudyFileException {
        if (PostgresAddress.looksLikeOne(text)) {
            PostgresSource database = database(text, null);
            return new From(database, null, database.study());
        }
        Path file = current.resolve(text);
        if (text.endsWith(FILE) && Files.isRegularFile(file)) {
            String name = String.valueOf(file.getFileName());
            return new From(new SqliteSource(file), null, name.substring(0, name.length() - FILE.length()));
        }
        SavedRun run = SavedRun.find(text, current);
        StoreSource store = run.store();
        if (store instanceof PostgresSource source && passwordFile != null)
            store = new PostgresSource(source.address().withPasswordFile(passwordFile), source.study());
        return new From(
                store,
                run,
                String.valueOf(
                        run.directory().path().toAbsolutePath().normalize().getFileName()));
    }

    /**
     * Where a copy goes to.
     *
     * @param text as a person gave it
     * @return null for a folder, which becomes a run
     */
    public @Nullable StoreSource to(String text, From from) throws RefusedException {
        if (PostgresAddress.looksLikeOne(text)) return database(text, from.name());
        if (text.endsWith(FILE)) return new SqliteSource(current.resolve(text));
        if (from.run() == null)
            throw new RefusedException(
                    Reason.USAGE,
                    text + " would be a run, and " + from.store().shown() + " alone does not say of which study",
                    "Name a file that ends in .db, or a run to copy from.");
        return null;
    }

    /** @param otherwise the study where the address names none; null where it must */
    private PostgresSource database(String text, @Nullable String otherwise) throws RefusedException {
        int hash = text.indexOf('#');
        String study = hash < 0 ? otherwise : text.substring(hash + 1);
        if (study == null)
            throw new RefusedException(
                    Reason.USAGE,
                    "the address of the database does not say which study is meant",
                    "Write its name behind it: postgres://user@host/database#NAME");
        try {
            return new PostgresSource(
                    PostgresAddress.parse(hash < 0 ? text : text.substring(0, hash))
                            .withPasswordFile(passwordFile),
                    study);
        } catch (StoreException | IllegalArgumentException refused) {
            throw new RefusedException(Reason.USAGE, String.valueOf(refused.getMessage()), "");
        }
    }
}
