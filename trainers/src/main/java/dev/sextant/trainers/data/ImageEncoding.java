// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.network.Shape;
import dev.sextant.trainers.table.Column;
import dev.sextant.trainers.table.Limits;
import dev.sextant.trainers.tensor.Matrix;
import java.util.Arrays;
import java.util.List;

/**
 * Images as [channel][row][column]. A channel has one scale, fitted over all of its pixels in the training part, so
 * that light stays comparable between pixels; a pixel that never varies stays, since its neighbours need its place. An
 * empty pixel becomes its channel's mean, or the number that the document says.
 *
 * <p>Cost: a few nanoseconds a number, three times over the training part.
 */
final class ImageEncoding implements Encoding {
    /** Images from which the background is told: an estimate from so many is good to a grey value. */
    private static final int BACKGROUND_IMAGES = 1_000;

    /** Floats that are written side by side, a cache line. */
    private static final int BLOCK = 16;

    private final Dataset dataset;
    private final ImageForm form;
    private final PixelScale[] channels;
    private final float[] background;

    /** @param training rows of the dataset */
    ImageEncoding(Dataset dataset, ImageForm form, int[] training) throws TrainingException {
        this.dataset = dataset;
        this.form = form;
        int[] rows = dataset.tableRows(training);
        channels = new PixelScale[form.channels()];
        background = new float[form.channels()];
        boolean varies = false;
        for (int channel = 0; channel < channels.length; channel++) {
            Fit fit = new Fit(channel, rows);
            channels[channel] = fit.channel();
            background[channel] = fit.background(channels[channel]);
            varies |= fit.low < fit.high;
        }
        if (!varies) throw dataset.nothingVaries();
    }

    private Column cells(int at) {
        return dataset.features().get(form.column(at)).cells();
    }

    /** What the training rows say of one channel. Sums run pixel by pixel, and in each over the rows in their order. */
    private final class Fit {
        private final int first;
        private final int[] rows;
        private final long numbers;
        private double low = Double.POSITIVE_INFINITY;
        private double high = Double.NEGATIVE_INFINITY;
        private double sum;
        private long missing;

        Fit(int channel, int[] rows) {
            this.rows = rows;
            first = channel * form.area();
            numbers = (long) rows.length * form.area();
            for (int at = first; at < first + form.area(); at++) see(cells(at));
        }

        private void see(Column cells) {
            for (int row : rows) {
                double number = cells.number(row);
                if (Double.isNaN(number)) {
                    missing++;
                    continue;
                }
                sum += number;
                low = Math.min(low, number);
                high = Math.max(high, number);
            }
        }

        PixelScale channel() {
            double fill = Double.NaN;
            if (dataset.spec().missing() instanceof Missing.Fill(double number)) fill = number;
            else if (dataset.spec().missing() == Missing.Policy.MEAN)
                fill = missing < numbers ? sum / (numbers - missing) : 0;
            if (missing > 0) {
                sum += missing * fill;
                low = Math.min(low, fill);
                high = Math.max(high, fill);
            }
            return switch (dataset.spec().scaling()) {
                case STANDARD -> {
                    double mean = sum / numbers;
                    yield new PixelScale(mean, spread(low < high ? deviation(mean, fill) : 0), fill);
                }
                case MIN_MAX -> new PixelScale(low, spread(high - low), fill);
                case NONE -> new PixelScale(0, 1, fill);
            };
        }

        private static double spread(double spread) {
            return spread > 0 ? spread : 1;
        }

        private double deviation(double mean, double fill) {
            double squares = 0;
            for (int at = first; at < first + form.area(); at++) {
                Column cells = cells(at);
                for (int row : rows) {
                    double number = cells.number(row);
                    double distance = (Double.isNaN(number) ? fill : number) - mean;
                    squares += distance * distance;
                }
            }
            return Math.sqrt(squares / numbers);
        }

        /** The median of the pixels at the edge, in images at equal distances. */
        float background(PixelScale scale) {
            int step = Math.ceilDiv(rows.length, BACKGROUND_IMAGES);
            double[] edge = new double[Math.ceilDiv(rows.length, step) * form.area()];
            int count = 0;
            for (int pixel = 0; pixel < form.area(); pixel++) {
                if (!form.edge(pixel)) continue;
                Column cells = cells(first + pixel);
                for (int i = 0; i < rows.length; i += step) {
                    double number = cells.number(rows[i]);
                    edge[count++] = Double.isNaN(number) ? scale.fill() : number;
                }
            }
            return scale.scaled(Statistics.median(Arrays.copyOf(edge, count)));
        }
    }

    /** What lies beyond an image's edge, one number a channel, scaled. Not to be changed. */
    float[] background() {
        return background;
    }

    @Override
    public InputForm form() {
        List<String> columns =
                dataset.features().stream().map(pixel -> pixel.cells().name()).toList();
        return new InputForm.Images(
                columns, form.channels(), form.height(), form.width(), form.channelsLast(), List.of(channels));
    }

    @Override
    public int inputs() {
        return form.numbers();
    }

    @Override
    public Shape shape() {
        return form.shape();
    }

    @Override
    public Matrix inputs(int[] part) throws TrainingException {
        long numbers = (long) part.length * Matrix.padded(inputs());
        if (numbers * dataset.spec().foldCount() > Limits.DEFAULT.cells())
            throw new TrainingException(
                    dataset.spec().source().key(),
                    "%d images of %s%s are more than the %d numbers that fit"
                            .formatted(
                                    part.length,
                                    form.text(),
                                    dataset.spec().foldCount() == 1
                                            ? ""
                                            : " in %d folds"
                                                    .formatted(dataset.spec().foldCount()),
                                    Limits.DEFAULT.cells()),
                    "use a sample of the rows, or smaller images");
        int[] rows = dataset.tableRows(part);
        Matrix matrix = Matrix.zeros(rows.length, inputs());
        for (int from = 0; from < inputs(); from += BLOCK) write(matrix, rows, from, Math.min(from + BLOCK, inputs()));
        return matrix;
    }

    /** A few numbers of each image, so that what is written lies together. */
    private void write(Matrix matrix, int[] rows, int from, int to) throws TrainingException {
        Column[] cells = new Column[to - from];
        PixelScale[] scales = new PixelScale[to - from];
        for (int at = from; at < to; at++) {
            cells[at - from] = cells(at);
            scales[at - from] = channels[at / form.area()];
        }
        float[] values = matrix.values();
        for (int i = 0; i < rows.length; i++) {
            int begin = i * matrix.stride() + from;
            for (int k = 0; k < cells.length; k++) {
                float value = scales[k].scaled(cells[k].number(rows[i]));
                if (!Float.isFinite(value)) throw tooFar(from + k, rows[i], scales[k]);
                values[begin + k] = value;
            }
        }
    }

    private TrainingException tooFar(int at, int row, PixelScale scale) {
        Feature feature = dataset.features().get(form.column(at));
        return new TrainingException(
                dataset.spec().source().key(),
                "%s: column %s is %s, too far from the training images to be scaled (mean or least %s, spread %s)"
                        .formatted(
                                dataset.table().places().of(row, feature.column()),
                                feature.cells().name(),
                                feature.cells().number(row),
                                scale.offset(),
                                scale.divisor()),
                "correct it, or leave its row out");
    }
}
