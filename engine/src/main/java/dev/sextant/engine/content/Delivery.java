// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.content;

import dev.sextant.engine.content.ContentException.Reason;
import dev.sextant.engine.spi.StudyFolder;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A study that has come to this machine: its parcel, and a folder in which its files lie. The study's text stays as it
 * is, whatever the names in it say: the {@link StudyFolder} knows where they lead here.
 *
 * <p>A file whose name is a plain one below the study's folder lies here under this name, so that messages that show it
 * read as those on the coordinator do. All others, absolute ones and those that lead out of the folder, lie under
 * numbers: no path is taken from a message.
 *
 * @param parcel what was fetched
 * @param digest its name
 * @param folder where the trainer finds the files
 */
public record Delivery(Parcel parcel, String digest, StudyFolder folder) implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    /** Under it lie the files whose names cannot be theirs here. */
    private static final String OUTSIDE = "outside";

    /** Names that mean the same on every system. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_. +=@,-]{0,99}");

    private static final int DEEPEST = 16;

    /**
     * Fetches what the cache lacks, and lays the study out.
     *
     * @param digest the parcel's name, as the coordinator told it
     * @throws ContentException where this study cannot be had here; nothing of it stays but good files in the cache
     */
    public static Delivery fetch(String digest, Transport transport, ContentCache cache, FetchProgress progress)
            throws ContentException, InterruptedException {
        return fetch(digest, new Fetcher(transport), cache, progress);
    }

    static Delivery fetch(String digest, Fetcher fetcher, ContentCache cache, FetchProgress progress)
            throws ContentException, InterruptedException {
        if (!Sha256.is(digest))
            throw new ContentException(
                    Reason.UNSOUND,
                    "the coordinator names its study %s, which is no SHA-256".formatted(Parcel.shown(digest)),
                    "Run the same version of Sextant on every machine.");
        Parcel parcel = Parcel.read(fetcher.named(digest, "the study", Parcel.LARGEST));
        Path folder = null;
        boolean done = false;
        try {
            folder = cache.session().study();
            Map<String, Path> elsewhere = new LinkedHashMap<>();
            for (Parcel.Entry file : parcel.files()) {
                Path place = place(folder, file.path());
                if (place == null) {
                    place = outside(folder, elsewhere.size());
                    elsewhere.put(file.path(), place);
                }
                cache.put(file, place, fetcher, progress);
            }
            done = true;
            return new Delivery(parcel, digest, new StudyFolder(folder, elsewhere));
        } catch (IOException failure) {
            throw new ContentException(
                    Reason.DISK,
                    "no study can be laid out in the cache %s: %s"
                            .formatted(cache.root(), ContentException.words(failure)),
                    "See to the disk, or name another folder with --cache.");
        } finally {
            if (!done && folder != null) remove(folder);
        }
    }

    /** Where a file of a plain name lies; null where it cannot lie under its name. */
    private static @Nullable Path place(Path folder, String path) throws IOException {
        String[] names = path.split("/", -1);
        if (names.length > DEEPEST || names[0].equals(OUTSIDE)) return null;
        Path place = folder;
        for (String name : names) {
            if (!PLAIN.matcher(name).matches()) return null;
            place = place.resolve(name);
        }
        try {
            Files.createDirectories(parent(place));
        } catch (FileAlreadyExistsException aFile) {
            return null;
        }
        // Where the disk takes large letters and small ones for the same.
        return Files.exists(place) ? null : place;
    }

    private static Path outside(Path folder, int number) throws IOException {
        return Files.createDirectories(folder.resolve(OUTSIDE)).resolve(Integer.toString(number + 1));
    }

    private static Path parent(Path place) {
        Path parent = place.getParent();
        if (parent == null) throw new IllegalStateException(place + " lies in no folder");
        return parent;
    }

    private static void remove(Path folder) {
        try {
            CacheSession.remove(folder);
        } catch (IOException stays) {
            LOG.info("what a study had on the disk is removed when the worker ends", stays);
        }
    }

    /** Nothing of the study lies here any more, but what the cache keeps for another time. */
    @Override
    public void close() {
        remove(folder.path());
    }
}
