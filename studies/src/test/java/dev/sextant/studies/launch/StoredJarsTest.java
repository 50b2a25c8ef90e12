// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.launch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars of a package, which is compressed as a whole. */
class StoredJarsTest {
    @TempDir
    Path folder;

    private Path jar(String name, long time) throws IOException {
        Path jar = folder.resolve(name);
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (String entry : List.of(
                    "META-INF/MANIFEST.MF",
                    "META-INF/",
                    "org/sqlite/native/Linux/x86_64/libsqlitejdbc.so",
                    "org/sqlite/native/Windows/x86_64/sqlitejdbc.dll",
                    "org/sqlite/JDBC.class")) {
                ZipEntry one = new ZipEntry(entry);
                one.setTime(time);
                out.putNextEntry(one);
                if (!entry.endsWith("/")) out.write(entry.repeat(50).getBytes(StandardCharsets.UTF_8));
                out.closeEntry();
            }
        }
        return jar;
    }

    @Test
    void nothingIsCompressedAndTheLibrariesOfOtherSystemsAreLeftOut() throws IOException {
        Path jar = jar("sqlite.jar", 1_700_000_000_000L);
        StoredJars.main(new String[] {folder.toString(), "Linux/x86_64"});
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            assertEquals(
                    List.of(
                            "META-INF/MANIFEST.MF",
                            "org/sqlite/native/Linux/x86_64/libsqlitejdbc.so",
                            "org/sqlite/JDBC.class"),
                    zip.stream().map(ZipEntry::getName).toList());
            for (ZipEntry entry : zip.stream().toList()) {
                assertEquals(ZipEntry.STORED, entry.getMethod());
                assertEquals(
                        entry.getName().repeat(50),
                        new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
            }
        }
    }

    @Test
    void theSameContentsAreTheSameBytesWheneverTheyWereWritten() throws IOException {
        Path one = jar("one.jar", 1_700_000_000_000L);
        Path other = jar("other.jar", 1_790_000_000_000L);
        StoredJars.main(new String[] {folder.toString(), "Linux/x86_64"});
        assertArrayEquals(Files.readAllBytes(one), Files.readAllBytes(other));
    }
}
