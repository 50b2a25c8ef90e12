// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code --by}: the choices by whose options trials are grouped. */
final class ByOption {
    @Option(
            names = "--by",
            paramLabel = "NAME",
            split = ",",
            description = {
                "Group schedules and learning rates by the options of a choice of the study (batchNorm, optimizer):"
                        + " which option is best, the best learning rate with each, and how sure it is that these differ.",
                "Of several choices one after the other: --by batchNorm,optimizer."
            })
    private List<String> names = new ArrayList<>();

    List<String> names() {
        return names;
    }
}
