// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sextant.engine.spi.Schema;
import java.util.List;

/**
 * What the clock of a schedule counts. A document's lengths are epochs, and its factors are factors of an epoch, in
 * either case.
 */
public enum Per {
    /** Finished epochs: every mini-batch of an epoch has the same rate. */
    EPOCH("epoch"),

    /**
     * Finished mini-batches, B to an epoch, the last and smaller one included: a length of L epochs is L·B ticks, and
     * gamma is applied in B equal shares. So the rate changes with every mini-batch, and where an epoch begins it is
     * the rate that {@link #EPOCH} has there; only {@link OneCycle}, whose last tick has the lowest rate, differs.
     */
    BATCH("batch");

    static final String KEY = "per";

    /** PyTorch's schedulers step when they are told; training loops of its tutorials tell them once an epoch. */
    static final Per DEFAULT = EPOCH;

    static final Schema.Key SCHEMA_KEY = new Schema.Key(
            KEY,
            new Schema.Text(
                    "How often the learning rate changes; lengths are epochs in either case.",
                    List.of(EPOCH.text, BATCH.text)),
            false,
            JsonNodeFactory.instance.textNode(DEFAULT.text));

    private final String text;

    Per(String text) {
        this.text = text;
    }

    static Per read(JsonNode keys) {
        JsonNode written = keys.path(KEY);
        for (Per per : values()) if (per.text.equals(written.textValue())) return per;
        throw new IllegalArgumentException("per must be \"epoch\" or \"batch\", got " + written);
    }

    /** Ticks of the clock in an epoch of so many mini-batches. */
    int ticks(int batches) {
        return switch (this) {
            case EPOCH -> 1;
            case BATCH -> batches;
        };
    }
}
