// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.docs;

import java.util.Map;

/** Pages whose blocks are tried out by a test of their own, which knows more of them. */
final class OtherTests {
    private OtherTests() {}

    /** By the page's path, the class. */
    static final Map<String, String> OF = Map.of(
            "studies/docs/batch-norm.md", "dev.sextant.studies.cli.NetworksPageIT",
            "studies/docs/cluster.md", "dev.sextant.studies.cli.ClusterPageTest",
            "studies/docs/commands.md", "dev.sextant.studies.cli.ManualTest",
            "studies/docs/events.md", "dev.sextant.studies.cli.EventLinesTest",
            "studies/docs/networks.md", "dev.sextant.studies.cli.NetworksPageIT",
            "studies/docs/programs.md", "dev.sextant.studies.cli.ProgramsPageIT",
            "studies/docs/report-json.md", "dev.sextant.studies.report.ReportJsonDocumentTest",
            "studies/docs/tutorial.md", "dev.sextant.studies.docs.NewcomerIT");
}
