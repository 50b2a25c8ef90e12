// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.wiring;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.content.BoundTrainer;
import dev.sextant.engine.content.Delivery;
import dev.sextant.engine.content.Parcel;
import dev.sextant.engine.spi.Preparation;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.StudyFolder;
import dev.sextant.engine.spi.Trainer;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.studies.file.StudyFile;
import dev.sextant.studies.file.StudyFileException;
import dev.sextant.studies.file.StudyReader;
import dev.sextant.studies.wiring.RefusedException.Reason;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A study that came from another machine and can be trained here: what its trainer finds here is what the coordinator's
 * found there.
 *
 * @param trainer prepared; trains this study's documents and no others
 */
public record DeliveredStudy(StudyFile file, Trainer trainer) {
    /** Facts whose names begin so are of content, which is to be the same everywhere, not of a place. */
    private static final String DIGEST = "sha256";

    private static final String MISSING = "missing";

    /**
     * Prepares the study's trainer.
     *
     * @param allowed the folder whose programs this machine starts, see {@link ProgramPermission}; null where it starts
     *     none
     * @throws RefusedException where it cannot be trained here
     */
    public static DeliveredStudy of(Delivery delivery, @Nullable Path allowed) throws RefusedException {
        Parcel parcel = delivery.parcel();
        if (!parcel.version().equals(Provenance.version()))
            throw refused(
                    "the study \"%s\" is run by Sextant %s, and this is %s"
                            .formatted(parcel.name(), parcel.version(), Provenance.version()),
                    "One version runs a study: install the same everywhere.");
        StudyFile file = read(parcel);
        boolean programs = file.trainer().startsPrograms();
        Trainer trainer = programs
                ? file.trainer().create(new StudyFolder(ProgramPermission.folder(file, allowed)))
                : file.trainer().create(delivery.folder());
        compare(file, found(file, trainer), programs);
        return new DeliveredStudy(file, new BoundTrainer(trainer, file.spec().template()));
    }

    private static StudyFile read(Parcel parcel) throws RefusedException {
        try {
            return StudyReader.readResolved(
                    parcel.name(), parcel.study().getBytes(StandardCharsets.UTF_8), List.of(), Services.catalog());
        } catch (StudyFileException unread) {
            throw refused(
                    "the coordinator's study cannot be read here:\n"
                            + unread.text().strip(),
                    "Run the same version of Sextant, with the same additions to it, on every machine.");
        }
    }

    /** As {@link PreparedStudy} names them. */
    private static Map<String, String> found(StudyFile file, Trainer trainer) throws RefusedException {
        Map<String, String> facts = new LinkedHashMap<>(
                prepare(file, trainer, file.defaultDocument()).facts());
        for (Map.Entry<String, ObjectNode> other :
                file.variations(PreparedStudy.DATA).entrySet())
            prepare(file, trainer, other.getValue())
                    .facts()
                    .forEach((name, fact) -> facts.put(name + " of " + other.getKey(), fact));
        return facts;
    }

    private static Preparation prepare(StudyFile file, Trainer trainer, ObjectNode document) throws RefusedException {
        try {
            return trainer.prepare(
                    document,
                    file.spec().objective(),
                    Seeds.ofSearch(file.spec().seed(), 0));
        } catch (TrainingException refused) {
            throw refused(
                    "the study \"%s\" cannot be trained here: %s"
                            .formatted(file.spec().name(), refused.getMessage()),
                    refused.help());
        }
    }

    /** @param digests whether all others are those of this machine's own programs */
    private static void compare(StudyFile file, Map<String, String> here, boolean digests) throws RefusedException {
        Map<String, String> there = new LinkedHashMap<>();
        file.provenance().forEach((name, fact) -> {
            if (name.startsWith(Provenance.TRAINER)) there.put(name.substring(Provenance.TRAINER.length()), fact);
        });
        String different = digests ? unlikeDigest(digests(here), digests(there)) : unlike(here, there);
        if (different == null) return;
        String name = file.spec().name();
        throw refused(
                "the study \"%s\" would train on something else here than on the coordinator: %s"
                        .formatted(name, different),
                digests
                        ? "Copy the coordinator's programs to this machine."
                        : "The data changed on the coordinator as the run began: begin a new run.");
    }

    private static @Nullable String unlike(Map<String, String> here, Map<String, String> there) {
        Set<String> names = new LinkedHashSet<>(here.keySet());
        names.addAll(there.keySet());
        for (String name : names) {
            String own = here.getOrDefault(name, MISSING);
            String other = there.getOrDefault(name, MISSING);
            if (!own.equals(other)) return "%s is %s here and %s there".formatted(name, own, other);
        }
        return null;
    }

    /** In their order, for where programs lie, and so the facts' names, is each machine's own. */
    private static @Nullable String unlikeDigest(
            List<Map.Entry<String, String>> here, List<Map.Entry<String, String>> there) {
        for (int i = 0; i < Math.max(here.size(), there.size()); i++) {
            String own = i < here.size() ? here.get(i).getValue() : MISSING;
            String other = i < there.size() ? there.get(i).getValue() : MISSING;
            String name = (i < here.size() ? here : there).get(i).getKey();
            if (!own.equals(other)) return "%s is %s here and %s there".formatted(name, own, other);
        }
        return null;
    }

    private static List<Map.Entry<String, String>> digests(Map<String, String> facts) {
        return facts.entrySet().stream()
                .filter(fact -> fact.getKey().startsWith(DIGEST))
                .toList();
    }

    private static RefusedException refused(String message, String help) {
        return new RefusedException(Reason.STUDY, message, help);
    }
}
