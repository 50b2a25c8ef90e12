// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.spi;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.random.DrawSequence;

/** What a study may write in a section: any subset of its keys with any values that its reader lets pass. */
public final class RandomOptions {
    /** A whole number at most so far above the least allowed: settings that make a search long are of no interest. */
    private static final int REACH = 12;

    private RandomOptions() {}

    /** Numbers, flags and words; keys of other forms are left as they are preset. */
    public static ObjectNode of(Schema.Section section, DrawSequence chance) {
        ObjectNode written = JsonNodeFactory.instance.objectNode();
        for (Schema.Key key : section.keys()) {
            if (chance.below(2) == 0) continue;
            switch (key.schema()) {
                case Schema.Whole(String _, Schema.Interval range) -> {
                    long low = Double.isFinite(range.low()) ? (long) range.low() + (range.lowOpen() ? 1 : 0) : 0;
                    long high = (long) Math.min((double) (low + REACH), range.high());
                    written.put(key.name(), low + chance.below((int) (high - low + 1)));
                }
                case Schema.Real(String _, Schema.Interval range) -> {
                    double low = Double.isFinite(range.low()) ? range.low() : 0;
                    double high = Math.min(low + 1, range.high());
                    written.put(key.name(), low + (0.01 + 0.98 * chance.uniform()) * (high - low));
                }
                case Schema.Flag _ -> written.set(key.name(), BooleanNode.valueOf(chance.below(2) == 0));
                case Schema.Text text
                when !text.allowed().isEmpty() ->
                    written.put(
                            key.name(),
                            text.allowed().get(chance.below(text.allowed().size())));
                case Schema.Text _,
                        Schema.Items _,
                        Schema.Section _,
                        Schema.Variants _,
                        Schema.Named _,
                        Schema.Any _,
                        Schema.AnyOf _ -> {}
            }
        }
        return section.filled(written);
    }
}
