// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.imports;

import dev.sextant.studies.tree.Node;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An experiment in the first version of NNI's form as one in the second: what was renamed or moved has its new name, at
 * its old place in the file.
 */
final class NniFirstVersion {
    private static final Map<String, String> RENAMED = Map.of(
            "searchSpacePath", "searchSpaceFile",
            "maxExecDuration", "maxExperimentDuration",
            "maxTrialNum", "maxTrialNumber",
            "logDir", "experimentWorkingDirectory");

    private static final Map<String, String> ALGORITHM = Map.of(
            "builtinTunerName", "name",
            "builtinAssessorName", "name",
            "builtinAdvisorName", "name",
            "codeDir", "codeDirectory",
            "classFileName", "codeDirectory");

    private static final Map<String, String> TRIAL = Map.of(
            "command", "trialCommand",
            "codeDir", "trialCodeDirectory",
            "gpuNum", "trialGpuNumber");

    private NniFirstVersion() {}

    /** The same tree where it is in the second version. */
    static Node.Fields renewed(Node.Fields root) {
        boolean old = root.get("trial") instanceof Node.Fields
                || root.get("searchSpacePath") != null
                || root.get("trainingServicePlatform") != null;
        if (!old || Tool.searchSpace(root)) return root;
        Map<String, Node.Field> keys = new LinkedHashMap<>();
        root.fields().forEach((key, field) -> {
            if (field.value() instanceof Node.Fields inner && key.equals("trial"))
                inner.fields().forEach((name, part) -> keys.put(TRIAL.getOrDefault(name, name), part));
            else if (field.value() instanceof Node.Fields inner && isAlgorithm(key))
                keys.put(key, new Node.Field(field.key(), renamed(inner)));
            else if (key.equals("trainingServicePlatform"))
                keys.put("trainingService", new Node.Field(field.key(), platform(field)));
            else if (!key.equals("authorName") && !key.equals("multiThread") && !key.equals("multiPhase"))
                keys.put(RENAMED.getOrDefault(key, key), field);
        });
        return new Node.Fields(root.at(), keys);
    }

    private static boolean isAlgorithm(@Nullable String key) {
        return "tuner".equals(key) || "assessor".equals(key) || "advisor".equals(key);
    }

    private static Node.Fields renamed(Node.Fields algorithm) {
        Map<String, Node.Field> keys = new LinkedHashMap<>();
        algorithm.fields().forEach((key, field) -> keys.put(ALGORITHM.getOrDefault(key, key), field));
        return new Node.Fields(algorithm.at(), keys);
    }

    private static Node.Fields platform(Node.Field written) {
        Map<String, Node.Field> keys = new LinkedHashMap<>();
        keys.put("platform", written);
        return new Node.Fields(written.value().at(), keys);
    }
}
