// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.table;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What may help where a file that a study names is not there. */
final class MissingFile {
    /** As MNIST's files are called, and those of the sets that were made to take its place: Fashion-MNIST, KMNIST. */
    private static final List<String> MNIST = List.of(
            "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte");

    private static final String PACKED = ".gz";

    private MissingFile() {}

    /** The way out, for the person who named the file. */
    static String help(Path file) {
        String name = String.valueOf(file.getFileName());
        String bare = name.endsWith(PACKED) ? name.substring(0, name.length() - PACKED.length()) : name;
        String other = name.equals(bare) ? bare + PACKED : bare;
        if (Files.isRegularFile(file.resolveSibling(other)))
            return "there is %s, which is read too: write that".formatted(other);
        if (MNIST.contains(bare))
            return ("download train-images-idx3-ubyte.gz and train-labels-idx1-ubyte.gz of MNIST, or of a set with the"
                            + " same names (Fashion-MNIST, KMNIST), into %s")
                    .formatted(file.toAbsolutePath().normalize().getParent());
        return "paths begin at the study's folder; check the spelling";
    }
}
