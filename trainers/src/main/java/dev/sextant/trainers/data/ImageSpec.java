// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Schema;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.table.Setting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * That rows are images, and how a row's columns make one. What is not written the data say, see {@link ImageForm}.
 *
 * @param channels {@link #TOLD}, or at least 1
 * @param height rows of pixels: {@link #TOLD}, or at least 1
 * @param width columns of pixels: {@link #TOLD}, or at least 1
 * @param order null where it is not written
 */
public record ImageSpec(
        int channels, int height, int width, @Nullable Order order) {
    /** Which of an image's numbers stand side by side in a row of data. */
    enum Order {
        /** [channel][row][column], as PyTorch has it: the default. */
        CHANNELS_FIRST("channelsFirst"),
        /** [row][column][channel], as Keras and picture files have it. */
        CHANNELS_LAST("channelsLast");

        private final String text;

        Order(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    /** A size that is not written. */
    static final int TOLD = 0;

    static final String PATH = "data.image";

    private static final Schema.Interval SIZE = Schema.Interval.closed(1, 10_000);
    private static final Map<String, Order> ORDERS = new LinkedHashMap<>();

    static {
        for (Order order : Order.values()) ORDERS.put(order.text(), order);
    }

    private static final Schema.Section SECTION = new Schema.Section(
            "How a row's columns make an image.",
            List.of(
                    size("channels", "Numbers of a pixel; default: what the file's shape says, else 1."),
                    size("height", "Rows of pixels; default: what the file's shape says."),
                    size("width", "Columns of pixels; default: what the file's shape says."),
                    Setting.text(
                            "order",
                            "channelsFirst: [channel][row][column], the default. channelsLast: [row][column][channel].",
                            List.copyOf(ORDERS.keySet()),
                            null)));

    static final Schema.Key KEY = new Schema.Key(
            "image",
            new Schema.AnyOf(
                    "Rows are images: pixels are scaled by channel, and none is left out.",
                    List.of(new Schema.Flag("Whether they are images whose sizes the file's shape says."), SECTION)),
            false,
            null);

    private static Schema.Key size(String name, String description) {
        return new Schema.Key(name, new Schema.Whole(description, SIZE), false, null);
    }

    /** @param keys the {@code data} object, its defaults filled in */
    static @Nullable ImageSpec read(ObjectNode keys) throws TrainingException {
        JsonNode written = keys.get("image");
        if (written == null || (written.isBoolean() && !written.booleanValue())) return null;
        if (written.isBoolean()) return new ImageSpec(TOLD, TOLD, TOLD, null);
        ObjectNode sizes = Setting.section(written, PATH, SECTION);
        Order order = null;
        if (sizes.has("order")) {
            order = ORDERS.get(sizes.get("order").asText());
            if (order == null)
                throw new TrainingException(
                        PATH + ".order",
                        "unknown order %s".formatted(sizes.get("order")),
                        "write \"channelsFirst\" or \"channelsLast\"");
        }
        return new ImageSpec(size(sizes, "channels"), size(sizes, "height"), size(sizes, "width"), order);
    }

    private static int size(ObjectNode sizes, String name) throws TrainingException {
        return sizes.has(name) ? Setting.whole(sizes, PATH, name, SIZE) : TOLD;
    }
}
