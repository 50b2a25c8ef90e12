// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.imports;

import dev.sextant.studies.tree.Node;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tools whose files are read. */
public enum Tool {
    WANDB("a W&B sweep"),
    KATIB("a Katib experiment"),
    NNI("an NNI experiment");

    private static final String TYPE = "_type";
    private static final List<String> OF_NNI = List.of(
            "trialCommand",
            "searchSpace",
            "searchSpaceFile",
            "trialConcurrency",
            "trialCodeDirectory",
            "experimentName",
            "searchSpacePath",
            "trainingService",
            "trainingServicePlatform",
            "maxTrialNumber",
            "maxTrialNum");

    private final String file;

    Tool(String file) {
        this.file = file;
    }

    /** What a file of it is called: {@code a W&B sweep}. */
    public String file() {
        return file;
    }

    /** Whose file it is, as its keys tell; null where they tell nothing. */
    static @Nullable Tool of(Node.Fields root) {
        if (word(root, "apiVersion").contains("kubeflow.org")
                || word(root, "kind").equals("Experiment")) return KATIB;
        if (searchSpace(root)) return NNI;
        for (String key : OF_NNI) if (root.get(key) != null) return NNI;
        boolean sweep = root.get("method") != null || root.get("parameters") != null || root.get("run_cap") != null;
        return sweep && root.get("trainer") == null ? WANDB : null;
    }

    /** Whether it is a search space of NNI alone, without an experiment around it. */
    static boolean searchSpace(Node.Fields root) {
        boolean any = false;
        for (Node.Field field : root.fields().values()) {
            if (!(field.value() instanceof Node.Fields value)) return false;
            any |= value.get(TYPE) != null;
        }
        return any;
    }

    /** What a file that is none of these seems to be; empty where nothing tells. */
    static String guess(Node.Fields root) {
        if (root.get("trainer") != null) return "this looks like a study of Sextant, which needs no import";
        if (root.get("apiVersion") != null && root.get("kind") != null)
            return "this looks like a Kubernetes " + word(root, "kind");
        if (root.get("version") != null && root.get("services") != null) return "this looks like a Docker Compose file";
        if (root.get("$schema") != null) return "this looks like a JSON schema";
        return "";
    }

    static String word(Node.Fields root, String key) {
        Node node = root.get(key);
        return node == null ? "" : node.json().asText();
    }
}
