// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All of a trained network but its weights, as JSON: the same text in every file format. One network has one text, on
 * every machine.
 *
 * <p>Its {@code sha256} is that of this text without it, compact and in UTF-8, followed by the tensors' numbers as
 * 32-bit floats, little-endian, in their order. A file may lack it; then nothing is checked.
 */
public final class Description {
    /** Under which name the text stands in files that hold it beside the weights. */
    public static final String ENTRY = "model.json";

    /** What the text begins with; how a file is told to be ours. */
    static final String FORMAT = "sextant-model";

    /** Of the texts that are written; texts of a later one are refused. */
    static final int VERSION = 1;

    static final String TENSORS = "tensors";

    /** A description is far smaller; 10 000 columns of long names are 1 MB. */
    static final int LONGEST = 16 << 20;

    private static final String SHA256 = "sha256";

    /** Residual layers nest twice for each level. */
    private static final int DEEPEST = 32;

    static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(LONGEST)
                    .build())
            .enable(com.fasterxml.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    static final ObjectMapper JSON = JsonMapper.builder(FACTORY).build();

    private Description() {}

    /** The text of a network, compact. */
    public static String text(TrainedNetwork network) {
        return node(network).toString();
    }

    /** The same as an object, its sum included. */
    static ObjectNode node(TrainedNetwork network) {
        ObjectNode description = unsigned(network);
        description.put(SHA256, sum(description, network.tensors()));
        return description;
    }

    private static ObjectNode unsigned(TrainedNetwork network) {
        ObjectNode description = JSON.createObjectNode().put("format", FORMAT).put("version", VERSION);
        ObjectNode facts = description.putObject("provenance");
        network.facts().forEach((name, fact) -> {
            if (name.equals(TrainedNetwork.DOCUMENT)) facts.set(name, document(fact));
            else facts.put(name, fact);
        });
        network.scores().forEach(description.putObject("scores")::put);
        network.reading().forEach(description.putObject("reading")::put);
        InputJson.write(network.input(), description.putObject("input"));
        LayersJson.write(network.blueprint(), description.putObject("network"));
        AnswerJson.write(network.answer(), description.putObject("answer"));
        ArrayNode tensors = description.putArray(TENSORS);
        for (Tensor tensor : network.tensors())
            tensor.shape()
                    .forEach(tensors.addObject().put("name", tensor.name()).putArray("shape")::add);
        return description;
    }

    private static JsonNode document(String fact) {
        try {
            return JSON.readTree(fact);
        } catch (JsonProcessingException notJson) {
            throw new IllegalArgumentException("the document is no JSON: " + fact, notJson);
        }
    }

    private static String sum(ObjectNode unsigned, List<Tensor> tensors) {
        MessageDigest digest = digest();
        digest.update(unsigned.toString().getBytes(StandardCharsets.UTF_8));
        for (Tensor tensor : tensors) digest.update(bytes(tensor));
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    /** Its numbers as 32-bit floats, little-endian, row-major: how every format but JSON holds them. */
    public static byte[] bytes(Tensor tensor) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(Float.BYTES, tensor.values().length))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(tensor.values());
        return bytes.array();
    }

    /** Reads a text. */
    static ObjectNode parse(String text) throws ModelFormatException {
        if (text.length() > LONGEST)
            throw new ModelFormatException(
                    "its description has %d characters, at most %d are read".formatted(text.length(), LONGEST));
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (JSON.readTree(parser) instanceof ObjectNode node && parser.nextToken() == null) return node;
            throw new ModelFormatException("its description is no JSON object");
        } catch (JsonProcessingException broken) {
            throw new ModelFormatException("its description is no JSON: " + broken.getOriginalMessage());
        } catch (java.io.IOException impossible) {
            throw new ModelFormatException("its description cannot be read: " + impossible.getMessage());
        }
    }

    /**
     * Puts a network together, and checks that it is whole.
     *
     * @param tensors those of the file, in any order, whose names are all different
     */
    static TrainedNetwork network(ObjectNode description, List<Tensor> tensors) throws ModelFormatException {
        JsonFields fields = new JsonFields(description, "");
        checkVersion(fields);
        Map<String, Tensor> named = new LinkedHashMap<>();
        for (Tensor tensor : tensors) named.put(tensor.name(), tensor);
        List<Tensor> ordered = new ArrayList<>();
        for (JsonFields told : fields.objects(TENSORS)) {
            String name = told.text("name");
            List<Integer> shape = told.wholes("shape", 0);
            Tensor tensor = named.remove(name);
            if (tensor == null) throw new ModelFormatException("it has no tensor " + JsonFields.shortened(name));
            if (!tensor.shape().equals(shape))
                throw new ModelFormatException("tensor %s has the shape %s, its description says %s"
                        .formatted(tensor.name(), tensor.shape(), shape));
            ordered.add(tensor);
        }
        if (!named.isEmpty())
            throw new ModelFormatException("it has a tensor %s that its description does not tell of"
                    .formatted(JsonFields.shortened(named.keySet().iterator().next())));
        TrainedNetwork network;
        try {
            network = new TrainedNetwork(
                    texts(fields.object("provenance")),
                    texts(fields.object("reading")),
                    scores(fields.object("scores")),
                    InputJson.read(fields.object("input")),
                    LayersJson.read(fields.object("network")),
                    AnswerJson.read(fields.object("answer")),
                    ordered);
        } catch (IllegalArgumentException | ArithmeticException misfit) {
            throw new ModelFormatException("its description contradicts itself: " + misfit.getMessage());
        }
        if (fields.has(SHA256) && !fields.text(SHA256).equals(sum(unsigned(network), network.tensors())))
            throw new ModelFormatException(
                    "its numbers are not those that were written: the checksum does not fit, so it is damaged or was"
                            + " changed");
        return network;
    }

    /** Whether this is a description at all, and of a version that is read here. */
    static void checkVersion(JsonFields fields) throws ModelFormatException {
        if (!fields.text("format").equals(FORMAT)) throw fields.wrong("format", "\"%s\"".formatted(FORMAT));
        int version = fields.whole("version", 1);
        if (version > VERSION)
            throw new ModelFormatException(
                    "it has version %d of the format, this program reads up to %d: a newer Sextant wrote it"
                            .formatted(version, VERSION));
    }

    private static Map<String, String> texts(JsonFields fields) throws ModelFormatException {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : fields.node().properties())
            texts.put(
                    field.getKey(),
                    field.getKey().equals(TrainedNetwork.DOCUMENT)
                            ? field.getValue().toString()
                            : fields.text(field.getKey()));
        return texts;
    }

    private static Map<String, Double> scores(JsonFields fields) throws ModelFormatException {
        Map<String, Double> scores = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : fields.node().properties())
            scores.put(field.getKey(), fields.number(field.getKey()));
        return scores;
    }
}
