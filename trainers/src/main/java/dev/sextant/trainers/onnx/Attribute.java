// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import com.google.protobuf.ByteString;
import java.util.List;

/** What a node is told besides its inputs. */
final class Attribute {
    private Attribute() {}

    static AttributeProto whole(String name, long value) {
        return named(name, AttributeType.INT).setI(value).build();
    }

    static AttributeProto real(String name, float value) {
        return named(name, AttributeType.FLOAT).setF(value).build();
    }

    static AttributeProto text(String name, String value) {
        return named(name, AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build();
    }

    static AttributeProto wholes(String name, long... values) {
        AttributeProto.Builder attribute = named(name, AttributeType.INTS);
        for (long value : values) attribute.addInts(value);
        return attribute.build();
    }

    static AttributeProto texts(String name, List<String> values) {
        AttributeProto.Builder attribute = named(name, AttributeType.STRINGS);
        for (String value : values) attribute.addStrings(ByteString.copyFromUtf8(value));
        return attribute.build();
    }

    private static AttributeProto.Builder named(String name, AttributeType type) {
        return AttributeProto.newBuilder().setName(name).setType(type);
    }
}
