// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the packages are made from. That they run is checked by package/check.sh, which takes those that mvn -P packages
 * package makes.
 */
class PackagesTest {
    private static final List<String> FOLDERS = List.of("engine", "searchers", "trainers", "studies");

    private static Pom parent() throws Exception {
        return Pom.read(Path.of("..", "pom.xml"));
    }

    @Test
    void theOneJarStartsItsJvmWithTheLaunchersOptions() throws Exception {
        assertEquals(LauncherOptions.read(), Starter.OPTIONS);
    }

    @Test
    void theCatalogNamesThisVersionAndTheLaunchersOptions() throws Exception {
        JsonNode alias = new ObjectMapper()
                .readTree(Path.of("..", "jbang-catalog.json").toFile())
                .at("/aliases/sextant");
        String version = parent().texts("/project/version").getFirst();
        assertEquals("dev.sextant:sextant:" + version, alias.path("script-ref").asText());
        assertEquals("25+", alias.path("java").asText());
        assertEquals(List.of("25"), parent().texts("/project/properties/*[local-name()='maven.compiler.release']"));
        Class.forName(alias.path("main").asText()).getMethod("main", String[].class);
        List<String> options = new ArrayList<>();
        alias.path("runtime-options").forEach(option -> options.add(option.asText()));
        assertEquals(LauncherOptions.read(), options);
    }

    /** Otherwise a package would find out at its users' that a module is missing. */
    @Test
    void theRuntimeHasEveryModuleThatSextantsClassesName() throws Exception {
        List<String> words = new ArrayList<>(List.of("-q", "--ignore-missing-deps", "--print-module-deps"));
        for (String folder : FOLDERS)
            words.add(Path.of("..", folder, "target", "classes").toString());
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = ToolProvider.findFirst("jdeps")
                .orElseThrow()
                .run(new PrintWriter(out, true), new PrintWriter(err, true), words.toArray(String[]::new));
        assertEquals(0, code, out + "\n" + err);
        Set<String> missing = new TreeSet<>(Set.of(out.toString().strip().split(",")));
        assertTrue(missing.contains("java.base"), out.toString());
        missing.removeAll(Set.of(Pom.read(Path.of("pom.xml"))
                .texts("/project/properties/*[local-name()='runtime.modules']")
                .getFirst()
                .split(",")));
        assertEquals(Set.of(), missing);
    }

    @ParameterizedTest
    @ValueSource(strings = {"engine", "searchers", "trainers", "studies"})
    void everyModuleSaysWhatARepositoryAsksFor(String folder) throws Exception {
        Pom pom = Pom.read(Path.of("..", folder, "pom.xml"));
        assertEquals(List.of("sextant-parent"), pom.texts("/project/parent/artifactId"));
        assertEquals(
                List.of(folder.equals("studies") ? "sextant" : "sextant-" + folder), pom.texts("/project/artifactId"));
        for (String path : List.of("name", "description"))
            assertEquals(1, pom.texts("/project/" + path).size(), path);
        for (String path : List.of(
                "url",
                "licenses/license/name",
                "licenses/license/url",
                "developers/developer/name",
                "developers/developer/email",
                "scm/connection",
                "scm/developerConnection",
                "scm/url")) assertEquals(1, parent().texts("/project/" + path).size(), path);
    }

    @Test
    void nothingIsPublishedBeforeTheProjectHasAHome() throws Exception {
        String release = "//profile[id='release']//plugin";
        assertEquals(
                List.of("false"),
                parent().texts(release + "[artifactId='central-publishing-maven-plugin']//autoPublish"));
        String refused = parent().texts(release + "//requireProperty/regex").getFirst();
        assertEquals(List.of("deploy"), parent().texts(release + "[.//requireProperty]//phase"));
        String home = parent().texts("/project/url").getFirst();
        assertTrue(!home.matches(refused) || !home.contains(".example"), home);
    }
}
