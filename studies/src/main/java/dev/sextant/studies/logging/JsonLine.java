// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * A line of the log as one JSON object: time (UTC), level, logger, thread, message, the line's own keys, exception.
 *
 * <p>Not Logback's own encoder, whose lines hold time as a number, keys as a list of objects, and much that is equal in
 * all of them: they are for machines alone. Cost: a few microseconds a line.
 */
final class JsonLine {
    private static final JsonFactory JSON = new JsonFactory();

    /** Longer texts are cut: a message may hold what a user's program said. */
    static final int LONGEST = 20_000;

    private JsonLine() {}

    /** With its line feed, in UTF-8. */
    static byte[] of(ILoggingEvent event) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("time", event.getInstant().toString());
            json.writeStringField("level", event.getLevel().toString().toLowerCase(Locale.ROOT));
            json.writeStringField("logger", event.getLoggerName());
            json.writeStringField("thread", event.getThreadName());
            json.writeStringField("message", cut(String.valueOf(event.getFormattedMessage())));
            List<KeyValuePair> pairs = event.getKeyValuePairs();
            if (pairs != null) for (KeyValuePair pair : pairs) write(json, pair.key, pair.value);
            IThrowableProxy thrown = event.getThrowableProxy();
            if (thrown != null) json.writeStringField("exception", cut(ThrowableProxyUtil.asString(thrown)));
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new IllegalStateException("memory can be written", impossible);
        }
        bytes.write('\n');
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator json, String key, @Nullable Object value) throws IOException {
        json.writeFieldName(key);
        switch (value) {
            case null -> json.writeNull();
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case Boolean flag -> json.writeBoolean(flag);
            default -> json.writeString(cut(value.toString()));
        }
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + " …";
    }
}
