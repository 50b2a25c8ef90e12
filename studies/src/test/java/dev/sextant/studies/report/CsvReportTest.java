// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.space.Template;
import dev.sextant.engine.space.Value;
import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.Note;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.StoppingPlan;
import dev.sextant.engine.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CsvReportTest {
    /** A strict reader of RFC 4180, written from its grammar. */
    private static List<List<String>> read(String csv) {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        int at = 0;
        while (at < csv.length()) {
            StringBuilder cell = new StringBuilder();
            if (csv.charAt(at) == '"') {
                at++;
                while (csv.charAt(at) != '"' || csv.startsWith("\"\"", at)) {
                    if (csv.charAt(at) == '"') at++;
                    cell.append(csv.charAt(at++));
                }
                at++;
            } else {
                while (csv.charAt(at) != ',' && !csv.startsWith("\r\n", at)) {
                    if ("\"\r\n".indexOf(csv.charAt(at)) >= 0)
                        throw new AssertionError("a bare " + (int) csv.charAt(at) + " at " + at);
                    cell.append(csv.charAt(at++));
                }
            }
            row.add(cell.toString());
            if (csv.charAt(at) == ',') {
                at++;
                continue;
            }
            if (!csv.startsWith("\r\n", at)) throw new AssertionError("no line end at " + at);
            at += 2;
            rows.add(row);
            row = new ArrayList<>();
        }
        return rows;
    }

    @Test
    void aTrialIsARowAndAParameterAColumn() {
        String csv = CsvReport.write(ReportedStudy.small().rank());
        assertEquals(
                List.of(
                        "rank,tie,trial,state,value,epochs,bestEpoch,confirmedMean,confirmedLow,confirmedHigh,confirmedN,"
                                + "luck,control,missedRung,learningRate,schedule,schedule.step.gamma,batchSize,message",
                        "5,,5,completed,0.072,10,7,,,,,,false,,0.001,cosine,,16,",
                        "6,,6,pruned,0.8,3,2,,,,,,false,3,2.0E-4,step,0.75,16,",
                        "7,,1,diverged,,2,,,,,,,false,,0.9,cosine,,16,",
                        "8,,7,failed,,0,,,,,,,false,,0.5,constant,,16,no memory"),
                List.of(
                        csv.split("\r\n", -1)[0],
                        csv.split("\r\n", -1)[5],
                        csv.split("\r\n", -1)[6],
                        csv.split("\r\n", -1)[7],
                        csv.split("\r\n", -1)[8]));
        assertEquals("1", read(csv).get(1).getFirst());
        assertEquals("0.0712", read(csv).get(1).get(7));
    }

    @Test
    void everyRowHasEveryColumn() {
        List<List<String>> rows =
                read(CsvReport.write(ReportedStudy.digitsSearched(60, 3).rank()));
        assertEquals(61, rows.size());
        for (List<String> row : rows) assertEquals(14 + 9, row.size());
    }

    @Test
    void hostileNamesStayInTheirCells() {
        List<List<String>> rows = read(CsvReport.write(ReportedStudy.hostile().rank()));
        assertEquals(4, rows.size());
        assertEquals(
                List.of("'=1+1", ReportedStudy.HOSTILE_PATH, "parameter value"),
                rows.getFirst().subList(14, 17));
        assertEquals(
                List.of(ReportedStudy.HOSTILE_VALUE, "'@x", "0.5"), rows.get(2).subList(14, 17));
        assertEquals("'=cmd|' /C calc'!A0", rows.get(1).get(14));
    }

    @Test
    void negativeNumbersAreNumbersAndQuotesAreDoubled() {
        List<List<String>> rows = read(CsvReport.write(ReportedStudy.of(
                        "negative",
                        ReportedStudy.uniform("x", -1, 1, 0),
                        ReportedStudy.choice("k", ReportedStudy.plain(ReportedStudy.JSON.numberNode(-2))),
                        ReportedStudy.choice("said", ReportedStudy.branch("so \"it\" is")))
                .search(ReportedStudy.completed(-3.5), "x", -0.5, "k", "-2", "said", "so \"it\" is")
                .rank()));
        assertEquals("-3.5", rows.get(1).get(4));
        assertEquals(List.of("-0.5", "-2", "so \"it\" is"), rows.get(1).subList(14, 17));
    }

    @Test
    void whatDoesNotVaryAndEveryMetricHaveColumnsToo() {
        var document = ReportedStudy.JSON.objectNode().put("learningRate", 0.01);
        document.putObject("schedule").putObject("=cosine");
        Template template = new Template(document, Space.of(List.of(ReportedStudy.uniform("loss", 0, 1, 0.5))));
        Trial trial = new Trial(
                0,
                Role.SEARCH,
                new Configuration(Map.of("loss", new Value.Real(0.5))),
                Note.EMPTY,
                StoppingPlan.NONE,
                "",
                new Outcome.Completed(
                        0.25,
                        3,
                        Map.of("validationLoss", 0.25, "loss", 0.5, "accuracy", 0.75, Goals.EPOCH_SECONDS, 0.1),
                        ReportedStudy.curve(0.25, 4)));
        List<List<String>> rows =
                read(CsvReport.write(Ranking.of("fixed", template, ReportedStudy.LOSS, List.of(trial))));
        assertEquals(
                List.of("loss", "learningRate", "schedule", "accuracy", "metric loss"),
                rows.get(0).subList(14, 19));
        assertEquals(
                List.of("0.5", "0.01", "'=cosine", "0.75", "0.5"), rows.get(1).subList(14, 19));
        assertEquals(19, rows.get(1).size());
    }

    @Test
    void noTextBeginsLikeAFormulaInAnyWidth() {
        for (String sign : List.of("=", "+", "-", "@", "\t", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"))
            assertEquals("'" + sign + "1", CsvReport.text(sign + "1"));
        assertEquals("a=1", CsvReport.text("a=1"));
        assertEquals("-0.5", CsvReport.number(-0.5));
    }
}
