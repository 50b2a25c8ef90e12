// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import java.util.List;

/** How one step of a sequence becomes numbers, as it was fitted on the training part. */
public sealed interface StepForm {
    /** Numbers of a step. */
    int width();

    /** The columns that are read. */
    List<String> columns();

    /** As a row of a table is. */
    record Numbers(RowForm row) implements StepForm {
        @Override
        public int width() {
            return row.width();
        }

        @Override
        public List<String> columns() {
            return row.columns();
        }
    }

    /** A token that is a whole number, from 0 up to below {@code size}. */
    record NumberedTokens(String column, int size) implements StepForm {
        @Override
        public int width() {
            return 1;
        }

        @Override
        public List<String> columns() {
            return List.of(column);
        }
    }

    /** A token that is a text: its place in this list, and for all others the place behind the last. */
    record TextTokens(String column, List<String> texts) implements StepForm {
        public TextTokens {
            texts = List.copyOf(texts);
        }

        @Override
        public int width() {
            return 1;
        }

        @Override
        public List<String> columns() {
            return List.of(column);
        }
    }
}
