// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.launch;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The JVM's options as the launcher's script says them: whatever else starts Sextant says the same. */
final class LauncherOptions {
    private LauncherOptions() {}

    static List<String> read() throws IOException {
        Matcher options = Pattern.compile("(?s)\\noptions=\\((.*?)\\n *-XX:CompileCommand=Background[^\\n]*\\)\\n")
                .matcher(Files.readString(Path.of("..", "sextant")));
        assertTrue(options.find());
        return options.group()
                .replace("options=(", "")
                .lines()
                .filter(line -> !line.strip().startsWith("#"))
                .flatMap(line -> Stream.of(line.strip().replaceFirst("\\)$", "").split(" +")))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
