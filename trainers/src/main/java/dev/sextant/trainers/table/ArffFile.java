// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.table;

import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.document.Spelling;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads Weka's attribute-relation file format: dense rows {@code 5.1,?,'Iris setosa'} and sparse ones {@code {0 5.1, 2
 * 'Iris setosa'}}, in which a number that is not written is 0 and a nominal value the first that is declared.
 * Attributes are numeric (real, integer), nominal or string; the last two are categories. Dates, relational attributes
 * and weights of rows are refused.
 *
 * <p>Source: Weka's manual, "ARFF". Departure: fields are parted by commas or tabs, not by blanks; text is read as
 * UTF-8 unless the document says otherwise.
 */
final class ArffFile {
    private final TextFile file;
    private final Limits limits;
    private final ArffLine words;
    private final List<Attribute> attributes = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final List<Column> columns = new ArrayList<>();
    private final IntList lines = new IntList();

    /**
     * One declared column.
     *
     * @param values the nominal values by themselves, the first declared first; empty for other attributes
     */
    private record Attribute(String name, boolean numeric, Map<String, String> values) {}

    ArffFile(TextFile file, Limits limits) {
        this.file = file;
        this.limits = limits;
        words = new ArffLine(file);
    }

    /** @param sha256 of the file as it stands on the disk */
    Table table(String sha256) throws TrainingException {
        String text = file.text();
        boolean data = false;
        for (int at = 0; at < text.length(); ) {
            int end = file.end(at);
            words.begin(at, end);
            if (!words.atEnd() && text.charAt(words.at()) != '%') {
                if (data) row();
                else data = declaration();
            }
            at = file.next(end);
        }
        if (!data)
            throw new TrainingException(
                    file.path(),
                    "%s is no ARFF file: it has no line @data".formatted(file.name()),
                    "declare its columns with @attribute, and write @data before the rows");
        if (lines.size() == 0)
            throw new TrainingException(
                    file.path(), "%s has attributes but no data".formatted(file.name()), "add rows below @data");
        int[] lineOfRow = lines.toArray();
        return new Table(
                file.name(), sha256, lineOfRow.length, columns, Map.of(), new TextPlaces(file, lineOfRow, this::place));
    }

    /** Whether the rows begin below this line. */
    private boolean declaration() throws TrainingException {
        int at = words.at();
        String keyword = words.bare().toLowerCase(Locale.ROOT);
        return switch (keyword) {
            case "@relation" -> false;
            case "@attribute" -> {
                attribute(at);
                yield false;
            }
            case "@data" -> {
                if (attributes.isEmpty())
                    throw words.wrong(at, "@data stands before any attribute", "declare the columns with @attribute");
                for (Attribute attribute : attributes) columns.add(new Column(attribute.name()));
                yield true;
            }
            default ->
                throw words.wrong(
                        at,
                        "\"%s\" is none of @relation, @attribute and @data".formatted(ArffLine.shortened(keyword)),
                        "an ARFF file declares its columns, then its rows");
        };
    }

    private void attribute(int at) throws TrainingException {
        if (attributes.size() == limits.columns())
            throw new TrainingException(
                    file.path(),
                    "%s has more than %d columns".formatted(file.name(), limits.columns()),
                    "leave some out");
        String name = words.value("{").strip();
        if (name.isEmpty()) throw words.wrong(at, "the attribute has no name", "write @attribute name numeric");
        if (!names.add(name))
            throw words.wrong(
                    at,
                    "\"%s\" is declared twice".formatted(ArffLine.shortened(name)),
                    "give every attribute a name of its own");
        if (words.next('{')) {
            attributes.add(new Attribute(name, false, nominal(at)));
            return;
        }
        String type = words.bare().toLowerCase(Locale.ROOT);
        attributes.add(
                switch (type) {
                    case "numeric", "real", "integer" -> new Attribute(name, true, Map.of());
                    case "string" -> new Attribute(name, false, Map.of());
                    case "date" ->
                        throw words.wrong(
                                at,
                                "the attribute %s holds dates, which are not learnt from".formatted(name),
                                "leave it out, or write it as a number of days");
                    case "relational" ->
                        throw words.wrong(
                                at, "the attribute %s holds tables of its own".formatted(name), "leave it out");
                    default ->
                        throw words.wrong(
                                at,
                                "\"%s\" is no type of an attribute".formatted(ArffLine.shortened(type)),
                                "write numeric, real, integer, string or {a, b, c}");
                });
    }

    private Map<String, String> nominal(int at) throws TrainingException {
        Map<String, String> values = new LinkedHashMap<>();
        do {
            String value = words.value(",}");
            if (values.put(value, value) != null)
                throw words.wrong(
                        at,
                        "the value \"%s\" is declared twice".formatted(ArffLine.shortened(value)),
                        "declare it once");
        } while (words.next(','));
        if (!words.next('}'))
            throw words.wrong(
                    words.at(), "the values are not closed", "write them {a, b, c}, with quotes around blanks");
        return values;
    }

    private void row() throws TrainingException {
        if (lines.size() == limits.rows())
            throw new TrainingException(
                    file.path(),
                    "%s has more than %d rows".formatted(file.name(), limits.rows()),
                    "use a sample of its rows");
        lines.add(words.at());
        if (words.next('{')) sparse();
        else dense();
        words.next(',');
        if (words.next('{')) throw weighted();
        if (!words.atEnd()) throw words.wrong(words.at(), "there is more than the row", "write one row a line");
    }

    private void dense() throws TrainingException {
        int count = 0;
        do {
            int at = words.skipBlanks();
            if (count == columns.size() && words.next('{')) throw weighted();
            if (count == columns.size())
                throw words.wrong(
                        at,
                        "this row has more values than there are attributes (%d)".formatted(count),
                        "put quotes around values that hold a comma");
            boolean quoted = words.quoted();
            add(count++, at, words.value(",\t{"), quoted);
        } while (words.nextSeparator());
        if (count < columns.size())
            throw words.wrong(
                    words.at(),
                    "this row has %d %s, there are %d attributes"
                            .formatted(count, count == 1 ? "value" : "values", columns.size()),
                    "fill the row with ?, or delete it");
    }

    private TrainingException weighted() {
        return words.wrong(words.at() - 1, "weights of rows are not used", "leave the weight out");
    }

    private void sparse() throws TrainingException {
        int filled = 0;
        if (!words.next('}')) {
            do {
                int at = words.skipBlanks();
                int index = words.index();
                if (index < filled || index >= columns.size())
                    throw words.wrong(
                            at,
                            index >= columns.size()
                                    ? "there is no attribute %d, the last is %d".formatted(index, columns.size() - 1)
                                    : "the index %d does not ascend".formatted(index),
                            "attributes are counted from 0, in ascending order");
                while (filled < index) addUnwritten(filled++, at);
                int value = words.skipBlanks();
                boolean quoted = words.quoted();
                add(filled++, value, words.value(",}"), quoted);
            } while (words.next(','));
            if (!words.next('}')) throw words.wrong(words.at(), "the row is not closed", "end it with }");
        }
        while (filled < columns.size()) addUnwritten(filled++, words.at() - 1);
    }

    private void addUnwritten(int column, int at) throws TrainingException {
        Attribute attribute = attributes.get(column);
        if (attribute.numeric()) columns.get(column).add(0);
        else if (attribute.values().isEmpty())
            throw words.wrong(
                    at,
                    "this row has no value of %s, and no text stands for one that is left out"
                            .formatted(attribute.name()),
                    "write it, or ?, or declare the values: {a, b, c}");
        else columns.get(column).addText(attribute.values().keySet().iterator().next());
    }

    private void add(int column, int at, String value, boolean quoted) throws TrainingException {
        Attribute attribute = attributes.get(column);
        if (!quoted && value.equals("?")) {
            columns.get(column).add(Double.NaN);
        } else if (attribute.numeric()) {
            double number = Column.parse(value);
            if (Double.isNaN(number))
                throw words.wrong(
                        at,
                        "\"%s\" is not a number, but %s is numeric"
                                .formatted(ArffLine.shortened(value), attribute.name()),
                        "correct it, or write ? where a value is missing");
            columns.get(column).add(number);
        } else {
            if (!attribute.values().isEmpty() && !attribute.values().containsKey(value))
                throw words.wrong(
                        at,
                        "\"%s\" is none of the values of %s".formatted(ArffLine.shortened(value), attribute.name()),
                        Spelling.advice(value, List.copyOf(attribute.values().keySet())));
            columns.get(column).addText(value);
        }
    }

    /** Where a value stands, or its row where a sparse one leaves it out. */
    private String place(int begin, int column) {
        try {
            words.begin(begin, file.end(begin));
            boolean sparse = words.next('{');
            for (int i = 0; i <= column; i++) {
                int at = words.skipBlanks();
                if (sparse ? words.index() == column : i == column) return file.place(at);
                words.value(sparse ? ",}" : ",\t");
                if (!words.nextSeparator()) break;
            }
        } catch (TrainingException emptySparseRow) {
            return file.place(begin);
        }
        return file.place(begin);
    }
}
