// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Writes the log's lines to a file, each with one write, so that a killed process leaves whole lines. A file that is
 * full becomes the older one, of which one is kept: together they take no more than twice {@link #LIMIT}.
 *
 * <p>A file that cannot be written costs the log, never the run; it is said once. Threads: one.
 */
final class LogFile extends AppenderBase<ILoggingEvent> {
    /** Bytes of one file. */
    static final long LIMIT = 10_000_000;

    private final Path path;
    private final long limit;
    private @Nullable OutputStream file;
    private long size;
    private boolean failed;

    LogFile(Path path, long limit) {
        this.path = path;
        this.limit = limit;
    }

    static Path older(Path log) {
        return log.resolveSibling(log.getFileName() + ".1");
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event instanceof FlushEvent flush) {
            flush.reached();
            return;
        }
        if (failed) return;
        byte[] line = JsonLine.of(event);
        try {
            OutputStream to = opened(line.length);
            to.write(line);
            size += line.length;
        } catch (IOException unwritable) {
            failed = true;
            LogConsole.say("warning: cannot write " + path + ", the run goes on without a log: " + unwritable);
        }
    }

    private OutputStream opened(int more) throws IOException {
        OutputStream open = file;
        if (open != null && size + more > limit) {
            open.close();
            open = null;
            Files.move(path, older(path), StandardCopyOption.REPLACE_EXISTING);
        }
        if (open == null) {
            file = open = Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            size = Files.size(path);
        }
        return open;
    }

    @Override
    public void stop() {
        super.stop();
        try {
            if (file != null) file.close();
        } catch (IOException late) {
            LogConsole.say("warning: cannot close " + path + ": " + late);
        }
    }
}
