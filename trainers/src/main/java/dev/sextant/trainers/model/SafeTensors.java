// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.model;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The safetensors format: the length of a header in eight little-endian bytes, the header in JSON (for each tensor its
 * type, its shape and where its bytes begin and end), then the bytes. Nothing in it can run code.
 *
 * <p>Source: the format's description at github.com/huggingface/safetensors. Departure: floating-point tensors become
 * 32-bit floats, those of whole numbers (such as PyTorch's count of batches) are skipped.
 */
public final class SafeTensors {
    /** Ours; the reference implementation takes 100 MB. */
    private static final long LONGEST_HEADER = 16L << 20;

    private static final int MOST_DIMENSIONS = 8;
    private static final String METADATA = "__metadata__";

    private static final ObjectMapper JSON = JsonMapper.builder(com.fasterxml.jackson.core.JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(8).build())
                    .build())
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private SafeTensors() {}

    /** A network and its description. */
    public static byte[] write(TrainedNetwork network) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("format", Description.FORMAT);
        metadata.put(Description.ENTRY, Description.text(network));
        return write(network.tensors(), metadata);
    }

    /** The tensors in the order of their bytes. */
    static List<Tensor> read(byte[] file) throws ModelFormatException {
        return parts(file).tensors();
    }

    /** The tensors in the order of their bytes, and the description where there is one. */
    static ModelParts parts(byte[] file) throws ModelFormatException {
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        if (file.length < Long.BYTES) throw new ModelFormatException("it ends within the first eight bytes");
        long length = bytes.getLong(0);
        if (length < 2 || length > LONGEST_HEADER)
            throw new ModelFormatException("its header would have %s bytes, 2 to %d are possible"
                    .formatted(Long.toUnsignedString(length), LONGEST_HEADER));
        if (length > file.length - Long.BYTES)
            throw new ModelFormatException("it ends within its header of %d bytes".formatted(length));
        int start = Long.BYTES + (int) length;
        ObjectNode header = header(file, (int) length);
        List<Entry> entries = entries(header, file.length - start);
        List<Tensor> tensors = new ArrayList<>();
        int end = 0;
        for (Entry entry : entries) {
            if (entry.from != end)
                throw new ModelFormatException("the bytes of %s begin at %d, those before it end at %d"
                        .formatted(entry.name, entry.from, end));
            end = entry.to;
            bytes.position(start + entry.from);
            if (entry.type.floating())
                tensors.add(new Tensor(entry.name, entry.shape, entry.type.floats(bytes, entry.size)));
        }
        if (end != file.length - start)
            throw new ModelFormatException("%d bytes follow the last tensor".formatted(file.length - start - end));
        JsonNode description = header.path(METADATA).path(Description.ENTRY);
        return new ModelParts(description.isTextual() ? Description.parse(description.textValue()) : null, tensors);
    }

    private static ObjectNode header(byte[] file, int length) throws ModelFormatException {
        try {
            String text = new String(file, Long.BYTES, length, StandardCharsets.UTF_8);
            if (JSON.readTree(text) instanceof ObjectNode header) return header;
            throw new ModelFormatException("its header is no JSON object");
        } catch (JsonProcessingException broken) {
            throw new ModelFormatException("its header is no JSON: " + broken.getOriginalMessage());
        }
    }

    private static List<Entry> entries(ObjectNode header, int bytes) throws ModelFormatException {
        List<Entry> entries = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Map.Entry<String, JsonNode> field : header.properties()) {
            if (field.getKey().equals(METADATA)) continue;
            if (!names.add(field.getKey())) throw new ModelFormatException("two tensors are " + field.getKey());
            entries.add(entry(field.getKey(), field.getValue(), bytes));
        }
        entries.sort(Comparator.comparingInt(Entry::from).thenComparingInt(Entry::to));
        return entries;
    }

    private static Entry entry(String name, JsonNode written, int bytes) throws ModelFormatException {
        String type = written.path("dtype").asText();
        NumberType known = null;
        for (NumberType candidate : NumberType.values()) if (candidate.name().equals(type)) known = candidate;
        if (known == null)
            throw new ModelFormatException(
                    "%s has the type \"%s\"; F16, BF16, F32 and F64 are read".formatted(name, type));
        JsonNode lengths = written.path("shape");
        if (!lengths.isArray() || lengths.size() > MOST_DIMENSIONS)
            throw new ModelFormatException("%s has the shape %s, a list of at most %d lengths is needed"
                    .formatted(name, lengths, MOST_DIMENSIONS));
        List<Integer> shape = new ArrayList<>();
        long size = 1;
        for (JsonNode length : lengths) {
            if (!length.canConvertToInt() || length.intValue() < 0)
                throw new ModelFormatException("%s has the shape %s".formatted(name, lengths));
            shape.add(length.intValue());
            size *= length.intValue();
            if (size > Integer.MAX_VALUE) throw new ModelFormatException("%s is too large".formatted(name));
        }
        JsonNode offsets = written.path("data_offsets");
        if (offsets.size() != 2
                || !offsets.path(0).canConvertToInt()
                || !offsets.path(1).canConvertToInt())
            throw new ModelFormatException("%s has the data_offsets %s".formatted(name, offsets));
        int from = offsets.path(0).intValue();
        int to = offsets.path(1).intValue();
        if (from < 0 || to < from || to > bytes)
            throw new ModelFormatException("%s lies from byte %d to %d of %d".formatted(name, from, to, bytes));
        if (to - from != size * known.bytes())
            throw new ModelFormatException(
                    "%s has %d bytes, its shape %s needs %d".formatted(name, to - from, lengths, size * known.bytes()));
        return new Entry(name, known, shape, (int) size, from, to);
    }

    /** The file that holds these tensors, as 32-bit floats. The header is padded so that the numbers are aligned. */
    public static byte[] write(List<Tensor> tensors, Map<String, String> metadata) {
        ObjectNode header = JSON.createObjectNode();
        ObjectNode facts = header.putObject(METADATA);
        metadata.forEach(facts::put);
        long end = 0;
        for (Tensor tensor : tensors) {
            ObjectNode entry = header.putObject(tensor.name());
            entry.put("dtype", NumberType.F32.name());
            tensor.shape().forEach(entry.putArray("shape")::add);
            entry.putArray("data_offsets").add(end).add(end += (long) Float.BYTES * tensor.values().length);
        }
        String text = header.toString();
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        int padded = Math.ceilDiv(length, Long.BYTES) * Long.BYTES;
        ByteBuffer file =
                ByteBuffer.allocate(Math.toIntExact(Long.BYTES + padded + end)).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(padded).put((text + " ".repeat(padded - length)).getBytes(StandardCharsets.UTF_8));
        for (Tensor tensor : tensors) for (float value : tensor.values()) file.putFloat(value);
        return file.array();
    }

    private record Entry(String name, NumberType type, List<Integer> shape, int size, int from, int to) {}
}
