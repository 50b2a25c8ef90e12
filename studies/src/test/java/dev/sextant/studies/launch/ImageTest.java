// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The container image is told to start Sextant as the launcher does. That it runs is checked by image/check.sh, which
 * takes the image that mvn -P image package makes.
 */
class ImageTest {
    private static final String PROFILE = "//profile[id='image']";

    /** What containers have and the launcher has not. */
    private static final Set<String> OF_CONTAINERS =
            Set.of("-XX:MaxRAMPercentage=75", "-Dorg.sqlite.lib.path=/opt/sextant/native");

    private static Pom pom;

    @BeforeAll
    static void readPom() throws Exception {
        pom = Pom.read(Path.of("pom.xml"));
    }

    private static List<String> texts(String path) throws Exception {
        return pom.texts(PROFILE + path);
    }

    @Test
    void theJvmIsStartedWithTheLaunchersOptions() throws Exception {
        List<String> flags = new ArrayList<>(texts("//jvmFlag"));
        assertTrue(flags.removeAll(OF_CONTAINERS));
        assertEquals(LauncherOptions.read(), flags);
    }

    @Test
    void nobodyIsRootAndNoRegistryIsAsked() throws Exception {
        assertEquals(List.of("65532:65532"), texts("//container/user"));
        assertEquals(List.of("scratch"), texts("//from/image"));
        assertEquals(List.of("buildTar"), texts("//plugin[artifactId='jib-maven-plugin']//goal"));
        assertTrue(Files.readString(Path.of("image", "root.sh")).contains("sextant:x:65532:65532:"));
    }
}
