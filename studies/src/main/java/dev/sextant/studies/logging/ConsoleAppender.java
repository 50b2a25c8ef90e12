// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Locale;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;

/** Hands lines of the log to the {@link LogConsole}: one plain line each, never a stack trace. */
final class ConsoleAppender extends AppenderBase<ILoggingEvent> {
    /** Marks what people are shown by other means. */
    private static final String SHOWN = "SHOWN";

    /** Loggers of a cluster's machinery: what a person must know of it, we say ourselves; the log has it all. */
    private static final List<String> MACHINERY = List.of(
            "com.hazelcast.",
            "io.vertx.core.impl.",
            "io.vertx.core.net.impl.",
            "io.vertx.core.eventbus.impl.clustered.",
            "io.vertx.spi.");

    @Override
    protected void append(ILoggingEvent event) {
        boolean severe = event.getLevel().isGreaterOrEqual(Level.WARN);
        if (!LogConsole.wants(severe && MACHINERY.stream().noneMatch(event.getLoggerName()::startsWith))) return;
        List<Marker> markers = event.getMarkerList();
        if (markers != null && markers.stream().anyMatch(marker -> marker.contains(SHOWN))) return;
        LogConsole.say(line(event));
    }

    static String line(ILoggingEvent event) {
        String level = event.getLevel().equals(Level.WARN)
                ? "warning"
                : event.getLevel().toString().toLowerCase(Locale.ROOT);
        StringBuilder line = new StringBuilder(level).append(": ").append(event.getFormattedMessage());
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null) {
            line.append(": ").append(thrown.getClassName().replaceFirst(".*\\.", ""));
            if (thrown.getMessage() != null) line.append(": ").append(thrown.getMessage());
        }
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs != null && !pairs.isEmpty()) {
            String separator = " (";
            for (KeyValuePair pair : pairs) {
                line.append(separator).append(pair.key).append(' ').append(pair.value);
                separator = ", ";
            }
            line.append(')');
        }
        return line.toString().replaceAll("\\R", " ");
    }
}
