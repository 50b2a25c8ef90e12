// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.model;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A network as one JSON object, for people and for programs without a reader of arrays: the description, whose tensors
 * have their numbers in {@code values}, row-major. Each is written with as few digits as tell it from every other
 * 32-bit float, so that it is read back exactly.
 *
 * <p>Memory: reading takes the floats beside the file itself; what is no number is small.
 */
final class JsonModel {
    private static final String VALUES = "values";
    private static final String SHAPE = "shape";
    private static final int FEWEST = 16;

    private JsonModel() {}

    static byte[] write(TrainedNetwork network) {
        ObjectNode description = Description.node(network);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DefaultPrettyPrinter lines = new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
        try (JsonGenerator out = Description.JSON.createGenerator(bytes)) {
            out.setPrettyPrinter(lines);
            out.writeStartObject();
            for (Map.Entry<String, JsonNode> field : description.properties()) {
                if (field.getKey().equals(Description.TENSORS)) continue;
                out.writeFieldName(field.getKey());
                out.writeTree(field.getValue());
            }
            // last, since it is long
            out.writeArrayFieldStart(Description.TENSORS);
            for (Tensor tensor : network.tensors()) {
                out.writeStartObject();
                out.writeStringField("name", tensor.name());
                out.writeFieldName(SHAPE);
                out.writeArray(
                        tensor.shape().stream().mapToInt(Integer::intValue).toArray(),
                        0,
                        tensor.shape().size());
                out.writeArrayFieldStart(VALUES);
                for (float value : tensor.values()) out.writeNumber(value);
                out.writeEndArray();
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
            out.writeRaw('\n');
        } catch (IOException memoryDoesNotFail) {
            throw new UncheckedIOException(memoryDoesNotFail);
        }
        return bytes.toByteArray();
    }

    static ModelParts parts(byte[] file) throws ModelFormatException {
        try (JsonParser in = Description.FACTORY.createParser(file)) {
            in.setCodec(Description.JSON);
            return new Reading(in).parts();
        } catch (JsonProcessingException broken) {
            throw new ModelFormatException("it is no JSON: %s (line %d, column %d)"
                    .formatted(
                            broken.getOriginalMessage(),
                            broken.getLocation().getLineNr(),
                            broken.getLocation().getColumnNr()));
        } catch (IOException broken) {
            throw new ModelFormatException("it is no JSON: " + broken.getMessage());
        }
    }

    /** One pass over a file. */
    private static final class Reading {
        private final JsonParser in;
        private final ObjectNode description = Description.JSON.createObjectNode();
        private final List<Tensor> tensors = new ArrayList<>();
        private final Set<String> names = new HashSet<>();

        Reading(JsonParser in) {
            this.in = in;
        }

        ModelParts parts() throws IOException, ModelFormatException {
            if (in.nextToken() != JsonToken.START_OBJECT) throw new ModelFormatException("it is no JSON object");
            long before = in.currentLocation().getByteOffset();
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String field = in.currentName();
                in.nextToken();
                if (field.equals(Description.TENSORS)) tensors(description.putArray(field));
                else description.set(field, in.readValueAsTree());
                long after = in.currentLocation().getByteOffset();
                if (!field.equals(Description.TENSORS) && after - before > Description.LONGEST)
                    throw new ModelFormatException("its %s has more than %d bytes"
                            .formatted(JsonFields.shortened(field), Description.LONGEST));
                before = after;
            }
            if (in.nextToken() != null) throw new ModelFormatException("something follows its JSON object");
            if (!description.has("format"))
                throw new ModelFormatException(
                        "it is a JSON object without \"format\": \"%s\"".formatted(Description.FORMAT));
            Description.checkVersion(new JsonFields(description, ""));
            return new ModelParts(description, tensors);
        }

        private void tensors(ArrayNode told) throws IOException, ModelFormatException {
            if (in.currentToken() != JsonToken.START_ARRAY) throw wrong("a list of tensors");
            while (in.nextToken() == JsonToken.START_OBJECT) tensor(told.addObject());
            if (in.currentToken() != JsonToken.END_ARRAY) throw wrong("a list of tensors");
        }

        private void tensor(ObjectNode told) throws IOException, ModelFormatException {
            float[] values = null;
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String field = in.currentName();
                in.nextToken();
                if (field.equals(VALUES)) values = values();
                else told.set(field, in.readValueAsTree());
            }
            JsonFields fields = new JsonFields(told, Description.TENSORS + "." + tensors.size());
            String name = fields.text("name");
            if (!names.add(name)) throw new ModelFormatException("two tensors are " + JsonFields.shortened(name));
            if (values == null) throw new ModelFormatException("tensor %s has no values".formatted(name));
            tensors.add(ModelParts.tensor(name, fields.wholes(SHAPE, 0), values));
        }

        private float[] values() throws IOException, ModelFormatException {
            if (in.currentToken() != JsonToken.START_ARRAY) throw wrong("a list of numbers");
            float[] values = new float[FEWEST];
            int count = 0;
            while (in.nextToken() != JsonToken.END_ARRAY) {
                if (in.currentToken() == null || !in.currentToken().isNumeric()) throw wrong("a number");
                if (count == values.length) values = Arrays.copyOf(values, 2 * count);
                values[count++] = Float.parseFloat(in.getText());
            }
            return Arrays.copyOf(values, count);
        }

        private ModelFormatException wrong(String rule) throws IOException {
            return new ModelFormatException("its line %d has %s in its tensors, which must be %s"
                    .formatted(
                            in.currentTokenLocation().getLineNr(),
                            JsonFields.shortened(String.valueOf(in.getText())),
                            rule));
        }
    }
}
