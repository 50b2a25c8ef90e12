// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Writes jars anew with nothing compressed in them, for a package that is compressed as a whole: it becomes a third
 * smaller, since what two classes have in common is then written once, and no class has to be inflated at a start. The
 * libraries that SQLite's driver brings for other systems are left out. Every entry gets the same time, so the bytes
 * depend on the contents alone; signatures hold, since they are of contents.
 *
 * <p>Cost: about ten milliseconds a megabyte.
 */
public final class StoredJars {
    /** Where SQLite's driver keeps a library for every system and processor. */
    private static final String NATIVE = "org/sqlite/native/";

    /** The first that a zip file can hold. */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private StoredJars() {}

    /**
     * Renews every jar of a folder.
     *
     * @param arguments the folder, and the system whose library stays, such as {@code Linux/x86_64}
     */
    public static void main(String[] arguments) throws IOException {
        List<Path> jars;
        try (Stream<Path> files = Files.list(Path.of(arguments[0]))) {
            jars = files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
        for (Path jar : jars) renew(jar, arguments[1]);
    }

    /** Writes the jar anew, whole or not at all. */
    static void renew(Path jar, String system) throws IOException {
        Path fresh = jar.resolveSibling(jar.getFileName() + ".part");
        try (ZipFile zip = new ZipFile(jar.toFile());
                OutputStream file = Files.newOutputStream(fresh);
                ZipOutputStream out = new ZipOutputStream(file)) {
            out.setMethod(ZipOutputStream.STORED);
            for (ZipEntry entry : zip.stream().toList()) {
                String name = entry.getName();
                if (entry.isDirectory()) continue;
                if (name.startsWith(NATIVE) && !name.startsWith(NATIVE + system + "/")) continue;
                byte[] content;
                try (InputStream in = zip.getInputStream(entry)) {
                    content = in.readAllBytes();
                }
                CRC32 sum = new CRC32();
                sum.update(content);
                ZipEntry written = new ZipEntry(name);
                written.setTimeLocal(TIME);
                written.setSize(content.length);
                written.setCrc(sum.getValue());
                out.putNextEntry(written);
                out.write(content);
                out.closeEntry();
            }
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(fresh);
            throw e;
        }
        Files.move(fresh, jar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
