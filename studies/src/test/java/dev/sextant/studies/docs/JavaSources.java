// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.docs;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Java that is not part of the build, compiled by the compiler of this JVM against what the tests are run with. */
final class JavaSources {
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");

    private final Path classes;

    /**
     * @param classes where what is compiled lies, and is found by what is compiled after it; made where it is not there
     */
    JavaSources(Path classes) throws IOException {
        this.classes = Files.createDirectories(classes);
    }

    /** What is compiled here, then the tests' own. */
    String classPath() {
        return classes + File.pathSeparator + System.getProperty("java.class.path");
    }

    /** A JVM with the options of the launcher and this class path; the name of a class is to follow. */
    List<String> command() {
        return command(classPath());
    }

    /** The same for who leaves out the jars in whose paths this is found; of which there must be some. */
    List<String> commandWithout(Pattern leftOut) {
        List<String> entries = List.of(classPath().split(File.pathSeparator, -1));
        List<String> kept =
                entries.stream().filter(entry -> !leftOut.matcher(entry).find()).toList();
        if (kept.size() == entries.size()) throw new AssertionError("nothing is left out of " + entries);
        return command(String.join(File.pathSeparator, kept));
    }

    private static List<String> command(String classPath) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC",
                "-cp",
                classPath);
    }

    /** The name of the class, with its package. */
    String compile(String name, String text, String place) throws IOException {
        Matcher says = PACKAGE.matcher(text);
        String prefix = says.find() ? says.group(1) + "." : "";
        Path file =
                classes.resolve(prefix.replace('.', '/')).resolve(Path.of(name).getFileName());
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        compile(List.of(file), place);
        return prefix + file.getFileName().toString().replaceFirst("\\.java$", "");
    }

    /** All that the compiler may warn of is an error. */
    void compile(List<Path> files, String place) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager manager =
                compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
            boolean compiled = compiler.getTask(
                            said,
                            manager,
                            null,
                            List.of(
                                    "-d",
                                    classes.toString(),
                                    "-cp",
                                    classPath(),
                                    "-proc:none",
                                    "-Xlint:all,-path,-classfile",
                                    "-Werror"),
                            null,
                            manager.getJavaFileObjectsFromPaths(files))
                    .call();
            if (!compiled) throw new AssertionError("%s does not compile:\n%s".formatted(place, said));
        }
    }
}
