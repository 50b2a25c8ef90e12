// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataFileTest {
    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "{\"csv\": \"@\"} # data.csv # a CSV file",
                "{\"libsvm\": \"@\"} # data.libsvm # a LIBSVM file",
                "{\"arff\": \"@\"} # data.arff # an ARFF file",
                "{\"idx\": {\"features\": \"@\", \"target\": \"y\"}} # data.idx.features # an IDX file",
                "{\"npy\": {\"features\": \"@\"}} # data.npy.features # an NPY file",
                "{\"npz\": \"@\"} # data.npz.file # an NPZ archive",
            })
    void whatIsNotAFileIsRefusedWithItsPath(String document, String path, String kind) throws Exception {
        Files.createDirectory(folder.resolve("sub"));
        Folder here = new Folder(folder);
        here.refuses(
                document.replace("@", "sub/../none"),
                "there is no file " + folder.resolve("none"),
                "paths begin at the study's folder; check the spelling");
        assertEquals(path, here.refusal(document.replace("@", "none")).path());
        here.refuses(
                document.replace("@", "./sub"),
                folder.resolve("sub") + " is a directory",
                "name %s in it".formatted(kind));
        here.refuses(
                document.replace("@", "a\\u0000b"),
                "\"a\u0000b\" is not a path: Nul character not allowed",
                "write the path of " + kind);
    }

    @Test
    void aPipeIsNotWaitedFor() throws Exception {
        Path pipe = folder.resolve("pipe");
        assumeTrue(made(pipe), "this system has no mkfifo");
        assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> new Folder(folder)
                        .refuses("{\"csv\": \"pipe\"}", pipe + " is not a regular file", "name a CSV file"));
    }

    private static boolean made(Path pipe) throws InterruptedException {
        try {
            return new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }

    @Test
    void aFileThatMayNotBeReadIsRefused() throws Exception {
        Path file = Files.writeString(folder.resolve("d.csv"), "x,y\n1,2\n");
        assumeTrue(Files.getFileStore(file).supportsFileAttributeView("posix"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("-wx------"));
        assumeFalse(Files.isReadable(file), "root may read everything");
        new Folder(folder).refuses("{\"csv\": \"d.csv\"}", file + " may not be read", "check its permissions");
    }

    @Test
    void aFileThatIsTooLargeIsRefusedUnread() throws Exception {
        new Folder(folder, new Limits(7, 9, 9, 9, 9, 9))
                .write("d", "x,y\n1,a\n\n\n")
                .refuses("{\"csv\": \"d\"}", "d has 10 bytes, at most 7 are read", "use a sample of its rows");
        new Folder(folder, new Limits(7, 9, 9, 9, 9, 9))
                .refuses("{\"npz\": \"d\"}", "d has 10 bytes, at most 9 are read", "use a sample of its rows");
    }
}
