// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.network.Shape;
import dev.sextant.trainers.table.Table;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How many pixels the images of a table have, and where each of them stands in a row.
 *
 * @param channelsLast whether a row is [row][column][channel] rather than [channel][row][column]
 */
record ImageForm(int channels, int height, int width, boolean channelsLast) {
    /** Rows of more dimensions than channel, row and column are no images. */
    private static final int MOST_DIMENSIONS = 3;

    /** Pictures have a grey value, colours, and perhaps what shines through. */
    private static final int MOST_COLOURS = 4;

    /** What the document, the file's shape and the columns say together. */
    static ImageForm of(Table table, DataSpec spec, ImageSpec written, Roles roles) throws TrainingException {
        return new Finder(table, spec, written, roles.features()).form();
    }

    /** Numbers of an image. */
    int numbers() {
        return channels * height * width;
    }

    /** Numbers of one channel. */
    int area() {
        return height * width;
    }

    /** Where number {@code at} of [channel][row][column] stands among the columns that are learnt from. */
    int column(int at) {
        return channelsLast ? at % area() * channels + at / area() : at;
    }

    /** Whether a pixel of a channel, row-major, lies at the edge. */
    boolean edge(int pixel) {
        int row = pixel / width;
        int column = pixel % width;
        return row == 0 || row == height - 1 || column == 0 || column == width - 1;
    }

    Shape.Image shape() {
        return new Shape.Image(channels, height, width);
    }

    /** Channels, rows and columns: {@code 1×28×28}. */
    String text() {
        return "%d×%d×%d".formatted(channels, height, width);
    }

    /** Brings together what is known from three places. */
    private record Finder(Table table, DataSpec spec, ImageSpec written, List<Feature> features) {
        ImageForm form() throws TrainingException {
            if (spec.window() != null)
                throw refused(
                        "image and window are both written, rows are images or a series", "leave one of them out");
            checkMissing();
            ImageForm form = table.shape().isEmpty() ? fromDocument() : fromFile();
            if ((long) form.channels * form.height * form.width != features.size())
                throw refused(
                        "an image of %s has %d numbers, but %s has %d columns to learn from"
                                .formatted(
                                        form.text(),
                                        (long) form.channels * form.height * form.width,
                                        table.name(),
                                        features.size()),
                        "write other sizes, or leave out with \"drop\" what is no pixel; the target is left out by"
                                + " itself");
            checkNumbers();
            return form;
        }

        private static TrainingException refused(String message, String help) {
            return new TrainingException(ImageSpec.PATH, message, help);
        }

        private void checkMissing() throws TrainingException {
            if (!(spec.missing() instanceof Missing.Policy policy)) return;
            switch (policy) {
                case ERROR, DROP_ROW, MEAN -> {}
                case MEDIAN, MODE, INDICATOR ->
                    throw new TrainingException(
                            "data.missing",
                            "%s is for columns, pixels of an image are not told apart".formatted(Missing.name(policy)),
                            "write \"mean\" for the channel's mean, {\"fill\": 0}, or \"dropRow\"");
            }
        }

        /** Rows that are columns and nothing more. */
        private ImageForm fromDocument() throws TrainingException {
            if (written.height() == ImageSpec.TOLD || written.width() == ImageSpec.TOLD)
                throw refused(
                        "%s does not say how its %d columns make an image".formatted(table.name(), features.size()),
                        "write its sizes: \"image\": " + example());
            return new ImageForm(
                    Math.max(1, written.channels()),
                    written.height(),
                    written.width(),
                    written.order() == ImageSpec.Order.CHANNELS_LAST);
        }

        /** Sizes that would fit, where there are square ones. */
        private String example() {
            int channels = features.size() % 3 == 0 && square(features.size() / 3) ? 3 : 1;
            int side = square(features.size() / channels)
                    ? (int) Math.round(Math.sqrt(features.size() / (double) channels))
                    : 28;
            return "{\"channels\": %d, \"height\": %d, \"width\": %d}".formatted(channels, side, side);
        }

        private static boolean square(int number) {
            long root = Math.round(Math.sqrt(number));
            return root * root == number;
        }

        private ImageForm fromFile() throws TrainingException {
            List<Integer> shape = table.shape();
            if (shape.size() > MOST_DIMENSIONS)
                throw refused(
                        "%s has rows of %s, an image has channels, rows and columns"
                                .formatted(table.name(), fileText()),
                        "reshape it to [n][row][column], [n][channel][row][column] or [n][row][column][channel]");
            boolean last = written.order() == ImageSpec.Order.CHANNELS_LAST;
            boolean sized = written.channels() != ImageSpec.TOLD
                    && written.height() != ImageSpec.TOLD
                    && written.width() != ImageSpec.TOLD;
            if (written.order() == null && !sized && shape.size() == MOST_DIMENSIONS && looksChannelsLast(shape))
                throw refused(
                        "%s has rows of %s, which may be %d channels of %d×%d or a picture of %d×%d with %d channels"
                                .formatted(
                                        table.name(),
                                        fileText(),
                                        shape.get(0),
                                        shape.get(1),
                                        shape.get(2),
                                        shape.get(0),
                                        shape.get(1),
                                        shape.get(2)),
                        "write \"image\": {\"order\": \"channelsLast\"} for the picture, \"channelsFirst\" for the other");
            ImageForm form = read(shape, last);
            if (contradicts(form))
                throw refused(
                        "image is written as %s, but %s has rows of %s"
                                .formatted(writtenText(), table.name(), fileText()),
                        shape.size() == MOST_DIMENSIONS && !contradicts(read(shape, !last))
                                ? "write \"order\": \"%s\""
                                        .formatted(
                                                (last ? ImageSpec.Order.CHANNELS_FIRST : ImageSpec.Order.CHANNELS_LAST)
                                                        .text())
                                : "leave the sizes to the file with \"image\": true, or correct them");
            return form;
        }

        /** Whether the file looks like the pictures of other programs: colours last. */
        private static boolean looksChannelsLast(List<Integer> shape) {
            return shape.get(2) <= MOST_COLOURS && shape.get(0) > MOST_COLOURS;
        }

        private static ImageForm read(List<Integer> shape, boolean last) {
            if (shape.size() < MOST_DIMENSIONS) return new ImageForm(1, shape.get(0), shape.get(1), false);
            return last
                    ? new ImageForm(shape.get(2), shape.get(0), shape.get(1), true)
                    : new ImageForm(shape.get(0), shape.get(1), shape.get(2), false);
        }

        private boolean contradicts(ImageForm form) {
            return differs(written.channels(), form.channels)
                    || differs(written.height(), form.height)
                    || differs(written.width(), form.width);
        }

        private static boolean differs(int written, int found) {
            return written != ImageSpec.TOLD && written != found;
        }

        private String fileText() {
            return table.shape().stream().map(String::valueOf).collect(Collectors.joining("×"));
        }

        /** Channels, height and width as they are written. */
        private String writtenText() {
            return "%s×%s×%s".formatted(text(written.channels()), text(written.height()), text(written.width()));
        }

        private static String text(int size) {
            return size == ImageSpec.TOLD ? "?" : Integer.toString(size);
        }

        private void checkNumbers() throws TrainingException {
            for (Feature feature : features) {
                if (!feature.categorical()) continue;
                int row = 0;
                while (feature.cells().text(row) == null) row++;
                throw new TrainingException(
                        spec.source().key(),
                        "%s: column %s holds \"%s\", a pixel is a number"
                                .formatted(
                                        table.places().of(row, feature.column()),
                                        feature.cells().name(),
                                        feature.cells().text(row)),
                        "name it as \"target\", or leave it out with \"drop\"");
            }
        }
    }
}
