// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import picocli.CommandLine.Command;

/** What lets machines work together on a study. */
@Command(
        name = "cluster",
        description = "Makes and checks what lets machines work together on a study.",
        footer = {
            "",
            "Examples:",
            "  sextant cluster init --dir lab --members 10.0.0.5,10.0.0.6",
            "  sextant cluster check --cluster lab/cluster.json"
        },
        synopsisSubcommandLabel = "COMMAND")
final class ClusterCommand {}
