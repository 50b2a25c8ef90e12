// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.trainers.data.InputForm;
import dev.sextant.trainers.data.PixelScale;
import dev.sextant.trainers.data.RowForm;
import dev.sextant.trainers.data.StepForm;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a table's rows are read, as JSON: an object of one field that says what a sample is. */
final class InputJson {
    private static final String KINDS = "rows, series, images, wideSequences or longSequences";
    private static final String NUMBERS = "numbers";
    private static final String TIME = "time";
    private static final String COLUMN = "column";
    private static final String COLUMNS = "columns";
    private static final String CATEGORIES = "categories";
    private static final String OFFSET = "offset";
    private static final String DIVISOR = "divisor";
    private static final String FILL = "fill";
    private static final String GAPS = "emptyCells";
    private static final String TOKENS = "tokens";

    private InputJson() {}

    static void write(InputForm input, ObjectNode into) {
        switch (input) {
            case InputForm.Rows(RowForm row) -> row(row, into.putObject("rows"));
            case InputForm.Series series -> {
                ObjectNode written = into.putObject("series").put("length", series.length());
                series.horizons().forEach(written.putArray("horizons")::add);
                time(series.time(), written);
                row(series.row(), written);
            }
            case InputForm.Images images -> {
                ObjectNode written = into.putObject("images")
                        .put("channels", images.channels())
                        .put("height", images.height())
                        .put("width", images.width())
                        .put("channelsLast", images.channelsLast());
                ArrayNode scales = written.putArray("scales");
                for (PixelScale scale : images.scales())
                    scale(scale.offset(), scale.divisor(), scale.fill(), scales.addObject());
                images.columns().forEach(written.putArray(COLUMNS)::add);
            }
            case InputForm.WideSequences wide -> {
                ObjectNode written = into.putObject("wideSequences");
                sequence(wide.steps(), wide.ragged(), wide.step(), written);
                wide.features().forEach(written.putArray("features")::add);
                wide.columns().forEach(written.putArray(COLUMNS)::add);
            }
            case InputForm.LongSequences rows -> {
                ObjectNode written = into.putObject("longSequences").put("by", rows.by());
                time(rows.time(), written);
                sequence(rows.steps(), rows.ragged(), rows.step(), written);
            }
        }
    }

    private static void time(@Nullable String time, ObjectNode into) {
        if (time != null) into.put(TIME, time);
    }

    private static void sequence(int steps, boolean ragged, StepForm step, ObjectNode into) {
        into.put("steps", steps).put("ragged", ragged);
        switch (step) {
            case StepForm.Numbers(RowForm row) -> row(row, into);
            case StepForm.NumberedTokens(String column, int size) ->
                into.putObject(TOKENS).put(COLUMN, column).put("below", size);
            case StepForm.TextTokens(String column, List<String> texts) ->
                texts.forEach(into.putObject(TOKENS).put(COLUMN, column).putArray("texts")::add);
        }
    }

    private static void row(RowForm row, ObjectNode into) {
        into.put(GAPS, row.gaps());
        ArrayNode numbers = into.putArray(NUMBERS);
        for (RowForm.Part part : row.parts()) {
            ObjectNode written = numbers.addObject().put(COLUMN, part.column());
            switch (part) {
                case RowForm.Scaled scaled -> scale(scaled.offset(), scaled.divisor(), scaled.fill(), written);
                case RowForm.OneHot oneHot -> {
                    oneHot.categories().forEach(written.putArray(CATEGORIES)::add);
                    if (oneHot.empty() != null) written.put("empty", oneHot.empty());
                }
                case RowForm.Absence _ -> written.put("isEmpty", true);
            }
        }
    }

    private static void scale(double offset, double divisor, double fill, ObjectNode into) {
        into.put(OFFSET, offset).put(DIVISOR, divisor);
        if (!Double.isNaN(fill)) into.put(FILL, fill);
    }

    static InputForm read(JsonFields fields) throws ModelFormatException {
        String kind = fields.only(KINDS);
        JsonFields written = fields.object(kind);
        return switch (kind) {
            case "rows" -> new InputForm.Rows(row(written));
            case "series" ->
                new InputForm.Series(
                        row(written), written.whole("length", 1), written.wholes("horizons", 1), time(written));
            case "images" -> images(written);
            case "wideSequences" -> {
                List<String> columns = written.texts(COLUMNS);
                List<String> features = written.texts("features");
                if (columns.size() % features.size() != 0)
                    throw written.wrong("features", "a divisor of the %d columns".formatted(columns.size()));
                StepForm step = step(written);
                for (String column : step.columns())
                    if (!features.contains(column))
                        throw written.wrong("features", "a list with \"%s\" in it".formatted(column));
                yield new InputForm.WideSequences(
                        columns, features, step, written.whole("steps", 1), written.flag("ragged"));
            }
            case "longSequences" ->
                new InputForm.LongSequences(
                        written.text("by"),
                        time(written),
                        step(written),
                        written.whole("steps", 1),
                        written.flag("ragged"));
            default ->
                throw new ModelFormatException("its description has \"%s\" in %s, which must be %s"
                        .formatted(JsonFields.shortened(kind), fields.path(), KINDS));
        };
    }

    private static @Nullable String time(JsonFields fields) throws ModelFormatException {
        return fields.has(TIME) ? fields.text(TIME) : null;
    }

    private static InputForm images(JsonFields fields) throws ModelFormatException {
        int channels = fields.whole("channels", 1);
        int height = fields.whole("height", 1);
        int width = fields.whole("width", 1);
        List<String> columns = fields.texts(COLUMNS);
        if (columns.size() != (double) channels * height * width)
            throw fields.wrong(COLUMNS, "%d×%d×%d texts".formatted(channels, height, width));
        List<PixelScale> scales = new ArrayList<>();
        for (JsonFields scale : fields.objects("scales"))
            scales.add(new PixelScale(scale.number(OFFSET), scale.positive(DIVISOR), fill(scale)));
        if (scales.size() != channels) throw fields.wrong("scales", "one for each channel");
        return new InputForm.Images(columns, channels, height, width, fields.flag("channelsLast"), scales);
    }

    private static double fill(JsonFields fields) throws ModelFormatException {
        return fields.has(FILL) ? fields.number(FILL) : Double.NaN;
    }

    private static StepForm step(JsonFields fields) throws ModelFormatException {
        if (!fields.has(TOKENS)) return new StepForm.Numbers(row(fields));
        JsonFields tokens = fields.object(TOKENS);
        String column = tokens.text(COLUMN);
        return tokens.has("texts")
                ? new StepForm.TextTokens(column, tokens.texts("texts"))
                : new StepForm.NumberedTokens(column, tokens.whole("below", 1));
    }

    private static RowForm row(JsonFields fields) throws ModelFormatException {
        List<RowForm.Part> parts = new ArrayList<>();
        boolean gaps = fields.flag(GAPS);
        for (JsonFields number : fields.objects(NUMBERS)) {
            String column = number.text(COLUMN);
            if (number.has(CATEGORIES))
                parts.add(new RowForm.OneHot(
                        column, number.texts(CATEGORIES), number.has("empty") ? number.text("empty") : null));
            else if (number.has("isEmpty")) parts.add(new RowForm.Absence(column));
            else {
                double fill = fill(number);
                if (gaps && Double.isNaN(fill)) throw number.wrong(FILL, "a number, since cells may be empty");
                parts.add(new RowForm.Scaled(column, number.number(OFFSET), number.positive(DIVISOR), fill));
            }
        }
        if (parts.isEmpty()) throw fields.wrong(NUMBERS, "a list of at least one number");
        return new RowForm(parts, gaps);
    }
}
