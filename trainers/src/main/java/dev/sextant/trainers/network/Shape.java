// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

/**
 * What one sample is between two layers, and as which numbers, in which order, a row of data holds it. In every shape a
 * row of data is a line of floats: {@link #columns} of them.
 */
public sealed interface Shape {
    /** Numbers of one sample. */
    int size();

    /** Floats of one row of data: the numbers, and one more where samples differ in length. */
    default int columns() {
        return size();
    }

    /** For people, such as {@code 10×12×12}. */
    String text();

    /** Numbers without any order among them. */
    record Vector(int width) implements Shape {
        public Vector {
            require(width >= 1, "a vector of %d numbers".formatted(width));
        }

        @Override
        public int size() {
            return width;
        }

        @Override
        public String text() {
            return Integer.toString(width);
        }
    }

    /** Planes of pixels; a row of data holds them as [channel][row][column]. */
    record Image(int channels, int height, int width) implements Shape {
        public Image {
            require(
                    channels >= 1 && height >= 1 && width >= 1,
                    "an image of %d×%d×%d".formatted(channels, height, width));
        }

        @Override
        public int size() {
            return Math.multiplyExact(channels, Math.multiplyExact(height, width));
        }

        /** Pixels of one channel. */
        int pixels() {
            return height * width;
        }

        @Override
        public String text() {
            return "%d×%d×%d".formatted(channels, height, width);
        }
    }

    /**
     * Steps in the order of time, each of the same features; a row of data holds them as [step][feature].
     *
     * @param ragged whether samples may be shorter: a row of data then has zeros behind its end, and how many steps it
     *     has, at least 1, in one more column
     */
    record Sequence(int steps, int features, boolean ragged) implements Shape {
        public Sequence {
            require(steps >= 1 && features >= 1, "a sequence of %d steps of %d features".formatted(steps, features));
        }

        @Override
        public int size() {
            return Math.multiplyExact(steps, features);
        }

        @Override
        public int columns() {
            return ragged ? size() + 1 : size();
        }

        @Override
        public String text() {
            return "%s%d steps of %d".formatted(ragged ? "up to " : "", steps, features);
        }
    }

    /**
     * Whole numbers in the order of time, each the place of a token in a vocabulary; a row of data holds them as
     * floats.
     *
     * @param vocabulary every token lies in [0, vocabulary)
     * @param ragged as in {@link Sequence}
     */
    record Tokens(int steps, int vocabulary, boolean ragged) implements Shape {
        public Tokens {
            require(steps >= 1 && vocabulary >= 1, "%d tokens of a vocabulary of %d".formatted(steps, vocabulary));
        }

        @Override
        public int size() {
            return steps;
        }

        @Override
        public int columns() {
            return ragged ? steps + 1 : steps;
        }

        @Override
        public String text() {
            return "%s%d tokens of %d".formatted(ragged ? "up to " : "", steps, vocabulary);
        }
    }

    private static void require(boolean fits, String shape) {
        if (!fits) throw new IllegalArgumentException(shape + " is none");
    }
}
