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
import org.slf4j.ILoggerFactory;
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

    /** Initialised by the first caller; others wait for it. */
    private static final class Ready {
        static final LoggerContext CONTEXT = context(LoggerFactory.getILoggerFactory());

        private static LoggerContext context(ILoggerFactory loggers) {
            if (loggers instanceof LoggerContext context) return context;
            throw new IllegalStateException("the log is written by Logback, not by " + loggers);
        }
    }

    /**
     * Sets logging up, unless it is. To be called before several threads log: SLF4J does not let them wait for each
     * other, and remarks on it.
     */
    public static void prepare() {
        Ready.CONTEXT.getName();
    }

    /** Goes on with this file, or begins it. */
    public static RunLog open(Path file) {
        return new RunLog(file, Ready.CONTEXT);
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
