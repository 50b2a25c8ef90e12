// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.logging;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/**
 * The log of one run, from its opening to its closing: everything that this process logs goes to the file.
 *
 * <p>A thread of its own writes. Where it cannot keep up, lines of level info and below are left out; warnings and
 * errors wait for room.
 */
public final class RunLog implements AutoCloseable {
    private static final int QUEUE = 4_096;
    private static final int FLUSH_MILLIS = 2_000;
    private static final int TAIL_BYTES = 20_000;

    private final Logger root;
    private final AsyncAppender queue;

    private RunLog(Path path, LoggerContext context) {
        this.root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        LogFile file = new LogFile(path, LogFile.LIMIT);
        file.setContext(context);
        file.start();
        queue = new AsyncAppender();
        queue.setContext(context);
        queue.setName("log");
        queue.setQueueSize(QUEUE);
        queue.setMaxFlushTime(FLUSH_MILLIS);
        queue.addAppender(file);
        queue.start();
        root.addAppender(queue);
    }

    /**
     * Sets logging up before several threads need it at once, which SLF4J would remark on. Does nothing the second
     * time.
     */
    public static void prepare() {
        LoggerFactory.getILoggerFactory();
    }

    /** Goes on with this file, or begins it. */
    public static RunLog open(Path file) {
        if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context))
            throw new IllegalStateException(
                    "the log is written by Logback, not by " + LoggerFactory.getILoggerFactory());
        return new RunLog(file, context);
    }

    /** The end of the log as it lies on the disk; empty where there is none. */
    static String tail(Path log) {
        try (SeekableByteChannel channel = Files.newByteChannel(log)) {
            channel.position(Math.max(0, channel.size() - TAIL_BYTES));
            return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException none) {
            return "";
        }
    }

    /** Waits until what was said is written, for {@value #FLUSH_MILLIS} ms at most. */
    public void flush() {
        FlushEvent flush = new FlushEvent();
        queue.doAppend(flush);
        if (!flush.await(FLUSH_MILLIS)) LogConsole.say("warning: the log is behind; its last lines may be missing");
    }

    /** Writes what waits, and no more. */
    @Override
    public void close() {
        root.detachAppender(queue);
        queue.stop();
    }
}
