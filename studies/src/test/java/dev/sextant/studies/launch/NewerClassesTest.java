// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.launch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.apache.commons.math3.special.Gamma;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the libraries themselves, both of which still are in the format of Java 5. */
class NewerClassesTest {
    @TempDir
    Path folder;

    private Path copy(Class<?> of) throws Exception {
        Path jar =
                Path.of(of.getProtectionDomain().getCodeSource().getLocation().toURI());
        return Files.copy(jar, folder.resolve(jar.getFileName()));
    }

    private static List<Integer> versions(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.stream()
                    .filter(entry -> entry.getName().endsWith(".class")
                            && !entry.getName().startsWith("META-INF/")
                            && !entry.getName().equals("module-info.class"))
                    .map(entry -> {
                        try (var in = zip.getInputStream(entry)) {
                            return (int) in.readNBytes(8)[7];
                        } catch (IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                    })
                    .distinct()
                    .toList();
        }
    }

    /** Every class is verified when it is linked, so that a wrong frame would show. */
    private static URLClassLoader loaded(Path jar) throws Exception {
        URLClassLoader loader =
                new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                String name = entry.getName();
                if (!name.endsWith(".class") || name.startsWith("META-INF/") || name.equals("module-info.class"))
                    continue;
                String type =
                        name.substring(0, name.length() - ".class".length()).replace('/', '.');
                try {
                    Class.forName(type, true, loader);
                } catch (NoClassDefFoundError optional) {
                    // What a library may do without, as groovy for picocli.
                    assertTrue(String.valueOf(optional.getMessage()).contains("groovy"), optional.getMessage());
                }
            }
        }
        return loader;
    }

    @Test
    void everyClassOfTheParserIsVerifiedAndTheOtherFilesAreKept() throws Exception {
        Path jar = copy(picocli.CommandLine.class);
        assertEquals(List.of(49), versions(jar));
        List<String> before = names(jar);
        assertTrue(NewerClasses.renew(jar) > 200);
        assertEquals(List.of(52), versions(jar));
        assertEquals(before, names(jar));
        loaded(jar).close();
        assertEquals(0, NewerClasses.renew(jar), "what is new is left alone");
    }

    /** Results are made with these: to the last bit they stay what they were. */
    @Test
    void arithmeticStaysTheSameToTheLastBit() throws Exception {
        Path jar = copy(Gamma.class);
        assertTrue(NewerClasses.renew(jar) > 1_000);
        try (URLClassLoader loader = loaded(jar)) {
            Class<?> renewed = Class.forName(Gamma.class.getName(), true, loader);
            Method logGamma = renewed.getMethod("logGamma", double.class);
            Method digamma = renewed.getMethod("digamma", double.class);
            for (int i = 1; i < 2_000; i++) {
                double x = i * 0.037;
                assertEquals(Gamma.logGamma(x), (double) logGamma.invoke(null, x), 0.0, "logGamma of " + x);
                assertEquals(Gamma.digamma(x), (double) digamma.invoke(null, x), 0.0, "digamma of " + x);
            }
        }
    }

    @Test
    void aSignedJarIsLeftAlone() throws IOException {
        Path jar = folder.resolve("signed.jar");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new ZipEntry("META-INF/A.SF"));
            out.putNextEntry(new ZipEntry("A.class"));
            out.write(new byte[] {(byte) 0xca, (byte) 0xfe, (byte) 0xba, (byte) 0xbe, 0, 0, 0, 49});
        }
        byte[] before = Files.readAllBytes(jar);
        assertEquals(0, NewerClasses.renew(jar));
        assertArrayEquals(before, Files.readAllBytes(jar));
    }

    private static List<String> names(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.stream().map(ZipEntry::getName).toList();
        }
    }
}
