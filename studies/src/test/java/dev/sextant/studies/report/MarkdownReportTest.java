// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MarkdownReportTest {
    @Test
    void tablesAreTablesAndNumbersFlushRight() {
        String markdown = MarkdownReport.write(ReportedStudy.small().rank());
        assertTrue(markdown.contains("""
                ## Schedules, best first

                | \\# | tie | schedule | trials | validation loss, 5 seeds | in the search | learning rate | good from … to | diverges above | median epochs |
                | ---: | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
                | 1 | a | cosine | 3 | 0.0712 ± 0.0031 | 0.0690 | 0.05 | 0.001 … 0.05 | 0.21 | 10 |
                """), markdown);
        assertTrue(markdown.startsWith("# small\n\n**Best: learning rate 0.05 with cosine"), markdown);
        assertTrue(markdown.contains("\n## Advice\n\n- Too few completed trials"), markdown);
        assertTrue(markdown.contains("\n- Pruning saved about 7 epochs, 11 % of"), markdown);
    }

    @Test
    void everyRowOfATableHasItsColumnsWhateverTheNames() {
        String markdown = MarkdownReport.write(ReportedStudy.hostile().rank());
        long bars = 0;
        for (String line : markdown.split("\n", -1)) {
            if (!line.startsWith("|")) continue;
            long found = line.replace("\\|", "").chars().filter(c -> c == '|').count();
            if (bars > 0) assertEquals(bars, found, line);
            bars = found;
        }
        assertEquals(7, bars);
    }

    @Test
    void namesAreShownNotInterpreted() {
        String markdown = MarkdownReport.write(ReportedStudy.hostile().rank());
        assertFalse(markdown.matches("(?s).*(?<!\\\\)<.*"), markdown);
        assertFalse(markdown.matches("(?s).*(?<!\\\\)\\]\\(.*"), markdown);
        assertTrue(markdown.contains("[click\\](javascript"), markdown);
        assertEquals("a\\_b \\*c\\* \\`d\\` &amp; e\\\\", MarkdownReport.escaped("a_b\n*c* `d` & e\\"));
    }
}
