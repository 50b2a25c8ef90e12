// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.wiring;

import dev.sextant.engine.content.ContentException;
import dev.sextant.engine.content.Offer;
import dev.sextant.engine.spi.StudyFolder;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.studies.file.ResolvedStudy;
import dev.sextant.studies.file.StudyFile;
import dev.sextant.studies.wiring.RefusedException.Reason;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A study as its coordinator gives it to the workers of a cluster. */
public final class OfferedStudy {
    private OfferedStudy() {}

    /**
     * Reads the study's files, so that workers can have them. What the trainer found in them goes with the study, and
     * every worker holds it against what it finds; what this machine is does not, so that the study is the same
     * whichever machine coordinates it.
     *
     * @throws RefusedException where the study cannot be had by other machines
     */
    public static Offer of(PreparedStudy study) throws RefusedException {
        StudyFile file = study.file();
        Map<String, String> facts = new LinkedHashMap<>();
        study.facts().forEach((name, fact) -> facts.put(Provenance.TRAINER + name, fact));
        String resolved = ResolvedStudy.write(file.spec(), file.found(), facts).toPrettyString() + "\n";
        try {
            List<String> files = study.trainer().files(file.spec().template().document());
            return Offer.of(
                    new Offer.Study(
                            Provenance.version(),
                            file.spec().name(),
                            file.trainer().type(),
                            resolved),
                    new StudyFolder(study.folder()),
                    files);
        } catch (TrainingException refused) {
            throw new RefusedException(Reason.STUDY, String.valueOf(refused.getMessage()), refused.help());
        } catch (ContentException refused) {
            throw new RefusedException(Reason.STUDY, String.valueOf(refused.getMessage()), refused.help());
        }
    }
}
