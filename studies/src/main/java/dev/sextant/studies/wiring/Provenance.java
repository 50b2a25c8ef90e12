// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.wiring;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a run ran on: kept beside its results, since they are a function of the study, the data and the version. */
public final class Provenance {
    /** The version where the classes do not come from a jar. */
    private static final String UNPACKAGED = "unpackaged";

    /** The fact that holds the engine's version. */
    public static final String VERSION = "sextant";

    /** The fact that holds the study file's folder. */
    public static final String FOLDER = "folder";

    /** The fact that says how a sweep found the range of learning rates. */
    static final String RATES = "learning rates";

    /** Before the names of the facts that the trainer found in the data. */
    public static final String TRAINER = "trainer.";

    private Provenance() {}

    /** The version of Sextant that runs. */
    public static String version() {
        String version = Provenance.class.getPackage().getImplementationVersion();
        return version == null ? UNPACKAGED : version;
    }

    /**
     * All facts by name.
     *
     * @param folder where relative paths of the study begin
     * @param trainer what the trainer found
     */
    static Map<String, String> of(Path folder, Map<String, String> trainer) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(VERSION, version());
        facts.put("jdk", System.getProperty("java.runtime.version") + " " + System.getProperty("java.vendor"));
        facts.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("architecture", System.getProperty("os.arch"));
        String processor = processor();
        if (processor != null) facts.put("cpu", processor);
        facts.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
        facts.put(FOLDER, folder.toString());
        trainer.forEach((name, fact) -> facts.put(TRAINER + name, fact));
        return Collections.unmodifiableMap(facts);
    }

    /** The processor's own name, where the system tells it. */
    private static @Nullable String processor() {
        Path file = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(file)) return null;
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine())
                if (line.startsWith("model name"))
                    return line.substring(line.indexOf(':') + 1).strip();
            return null;
        } catch (IOException notToldHere) {
            return null;
        }
    }
}
