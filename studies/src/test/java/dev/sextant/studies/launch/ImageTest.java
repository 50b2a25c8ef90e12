// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/**
 * The container image is told to start Sextant as the launcher does. That it runs is checked by image/check.sh, which
 * takes the image that mvn -P image package makes.
 */
class ImageTest {
    private static final String PROFILE = "//profile[id='image']";

    /** What containers have and the launcher has not. */
    private static final Set<String> OF_CONTAINERS =
            Set.of("-XX:MaxRAMPercentage=75", "-Dorg.sqlite.lib.path=/opt/sextant/native");

    private static final XPath PATHS = XPathFactory.newInstance().newXPath();

    private static Document pom;

    @BeforeAll
    static void readPom() throws Exception {
        pom = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of("pom.xml").toFile());
    }

    private static List<String> texts(String path) throws Exception {
        List<String> texts = new ArrayList<>();
        NodeList nodes = (NodeList) PATHS.evaluate(PROFILE + path, pom, XPathConstants.NODESET);
        for (int i = 0; i < nodes.getLength(); i++) texts.add(nodes.item(i).getTextContent());
        return texts;
    }

    @Test
    void theJvmIsStartedWithTheLaunchersOptions() throws Exception {
        List<String> flags = new ArrayList<>(texts("//jvmFlag"));
        assertTrue(flags.removeAll(OF_CONTAINERS));
        Matcher options = Pattern.compile("(?s)\\noptions=\\((.*?)\\n *-XX:CompileCommand=Background[^\\n]*\\)\\n")
                .matcher(Files.readString(Path.of("..", "sextant")));
        assertTrue(options.find());
        List<String> launcher = options.group()
                .replace("options=(", "")
                .lines()
                .filter(line -> !line.strip().startsWith("#"))
                .flatMap(line -> Stream.of(line.strip().replaceFirst("\\)$", "").split(" +")))
                .filter(word -> !word.isEmpty())
                .toList();
        assertEquals(launcher, flags);
    }

    @Test
    void nobodyIsRootAndNoRegistryIsAsked() throws Exception {
        assertEquals(List.of("65532:65532"), texts("//container/user"));
        assertEquals(List.of("scratch"), texts("//from/image"));
        assertEquals(List.of("buildTar"), texts("//plugin[artifactId='jib-maven-plugin']//goal"));
        assertTrue(Files.readString(Path.of("image", "root.sh")).contains("sextant:x:65532:65532:"));
    }
}
