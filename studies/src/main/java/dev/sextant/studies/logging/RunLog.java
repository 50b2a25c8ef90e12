// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.logging;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.SubstituteLoggerFactory;

/**
 * The log of one run, from its opening to its closing: everything goes to the file that is logged by the thread that
 * opened it and those that come of it. What is logged by others goes to the log of every run that is open.
 *
 * <p>A thread of its own writes. Where it cannot keep up, lines of level info and below are left out; warnings and
 * errors wait for room.
 */
public final class RunLog implements AutoCloseable {
    private static final int QUEUE = 4_096;
    private static final int FLUSH_MILLIS = 2_000;
    private static final int TAIL_BYTES = 20_000;

    /** The run that a thread works for; threads that it starts work for it, too. */
    private static final InheritableThreadLocal<@Nullable Path> RUN = new InheritableThreadLocal<>();

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
        // Asked on the thread that logs.
        queue.addFilter(new Filter<>() {
            @Override
            public FilterReply decide(ILoggingEvent event) {
                Path run = RUN.get();
                boolean ours = run == null || run.equals(path) || event instanceof FlushEvent;
                return ours ? FilterReply.NEUTRAL : FilterReply.DENY;
            }
        });
        queue.start();
        root.addAppender(queue);
    }

    /** Initialised by the first caller; others wait for it. */
    private static final class Ready {
        private static final int MOST_WAITS = 10_000;

        static final LoggerContext CONTEXT = context();

        /** While another thread that logs is setting SLF4J up, that has a stand-in to offer, no more. */
        private static LoggerContext context() {
            ILoggerFactory loggers = LoggerFactory.getILoggerFactory();
            for (int waits = 0; loggers instanceof SubstituteLoggerFactory && waits < MOST_WAITS; waits++) {
                LockSupport.parkNanos(1_000_000);
                loggers = LoggerFactory.getILoggerFactory();
            }
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
        RUN.set(file);
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
        RUN.remove();
        root.detachAppender(queue);
        queue.stop();
    }
}
