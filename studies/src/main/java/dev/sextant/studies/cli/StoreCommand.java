// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import picocli.CommandLine.Command;

/** What can be done with the file in which a run keeps its trials. */
@Command(
        name = "store",
        description = "Checks or copies the file in which a run keeps its trials.",
        footer = {"", "Examples:", "  sextant store check latest", "  sextant store copy latest backup.db"},
        synopsisSubcommandLabel = "COMMAND")
final class StoreCommand {}
