// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InitCommandIT {
    private static final ObjectMapper JSON = new ObjectMapper().enable(JsonParser.Feature.ALLOW_COMMENTS);

    @TempDir
    Path folder;

    private Typed type(String... arguments) {
        return Typed.in(folder, arguments);
    }

    private String csv(String name, String header, int rows, IntFunction<String> row) throws IOException {
        StringBuilder text = new StringBuilder(header).append('\n');
        for (int i = 0; i < rows; i++) text.append(row.apply(i)).append('\n');
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return name;
    }

    private JsonNode study(String name) throws IOException {
        return JSON.readTree(folder.resolve(name).toFile());
    }

    /** Numbers that look like measurements, the same each time. */
    private static double measured(int row, int column) {
        return Math.round(1000 * new SplittableRandom(31L * row + column).nextDouble()) / 1000.0;
    }

    @Test
    void aTableBecomesAStudyThatRunsAsItStands() throws Exception {
        csv(
                "houses.csv",
                "id,rooms,area,kind,note,same,price",
                300,
                i -> "%d,%d,%s,%s,seen by agent %d,7,%s"
                        .formatted(
                                100 + i,
                                1 + i % 6,
                                i % 50 == 3 ? "" : Double.toString(30 + 100 * measured(i, 1)),
                                List.of("flat", "house", "loft").get(i % 3),
                                i,
                                90_000 + 1000 * measured(i, 2)));
        Typed init = type("init", "houses.csv").expect(0);
        assertEquals("", init.err());
        assertEquals("""
                wrote houses.json
                  300 rows, 7 columns
                  target price, because it is the last column: regression, since it holds 267 different whole numbers from 90000 to 90999
                  dropped: id numbers the rows
                  dropped: note holds 300 different texts
                  dropped: same always holds the same
                  6 cells of 1 column are empty
                Next: sextant run houses.json
                """, init.out());
        JsonNode study = study("houses.json");
        assertEquals("houses", study.get("name").textValue());
        JsonNode data = study.at("/trainer/data");
        assertEquals("houses.csv", data.get("csv").textValue());
        assertEquals("regression", data.get("task").textValue());
        assertEquals("[\"id\",\"note\",\"same\"]", data.get("drop").toString());
        assertEquals("mean", data.get("missing").textValue());
        assertEquals("validationLoss", study.at("/objective/minimize").textValue());
        type("validate", "houses.json").expect(0).saying("houses.json: good");
        type("run", "houses.json", "--trials", "2", "--set", "trainer.epochs=2", "--set", "confirm.top=0", "--quiet")
                .expect(0);
        for (String line : Files.readAllLines(folder.resolve("houses.json"))) assertTrue(line.length() <= 120, line);
    }

    @Test
    void withoutATableTheStudyIsOfDataThatComesWithIt() throws Exception {
        Typed init = type("init").expect(0);
        assertTrue(init.out().endsWith("Next: sextant run study.json\n"), init.out());
        assertEquals("iris", study("study.json").at("/trainer/data/builtin").textValue());
        type("validate", "study.json").expect(0);
        type("init")
                .expect(2)
                .saying(
                        "sextant: study.json exists, nothing is overwritten Name another file with -o, or add --force.");
        type("init", "--force", "--name", "mine").expect(0);
        assertEquals("mine", study("study.json").get("name").textValue());
        Typed shown = type("init", "-o", "-").expect(0);
        assertEquals("study", JSON.readTree(shown.out()).get("name").textValue());
        assertTrue(shown.err().contains("150 flowers"), shown.err());
        type("init", "--name", "no/name", "--force").expect(2).saying("no study can be made of it: a name has 1 to 64");
        type("init", "--target", "x").expect(2).saying("--target x needs a CSV file to be a column of");
        type("init", "--help").expect(0).saying("sextant init data/houses.csv --target price -o houses.json");
    }

    @Test
    void pathsBeginAtTheStudyWhereverItIsWritten() throws Exception {
        csv(
                "data/deep/t.csv",
                "a,b,label",
                60,
                i -> measured(i, 0) + "," + measured(i, 1) + "," + (i % 2 == 0 ? "yes" : "no"));
        Files.createDirectories(folder.resolve("studies"));
        type("init", "data/deep/t.csv", "-o", "studies/t.json").expect(0).saying("Next: sextant run studies/t.json");
        assertEquals(
                "../data/deep/t.csv",
                study("studies/t.json").at("/trainer/data/csv").textValue());
        type("validate", "studies/t.json").expect(0);
    }

    @ParameterizedTest
    @CsvSource({"semicolon", "tab", "gzip", "bom", "utf16", "latin1", "headless", "crlf"})
    void tablesOfEveryFormAreRead(String form) throws Exception {
        String mark = form.equals("semicolon") ? ";" : form.equals("tab") ? "\t" : ",";
        StringBuilder text = new StringBuilder(form.equals("headless") ? "" : "höhe" + mark + "b" + mark + "art\n");
        for (int i = 0; i < 90; i++) {
            String first = Double.toString(0.001 + measured(i, 0));
            if (form.equals("semicolon")) first = first.replace('.', ',');
            text.append(first)
                    .append(mark)
                    .append(i % 7)
                    .append(mark)
                    .append("k")
                    .append(i % 3)
                    .append('\n');
        }
        String written = form.equals("crlf") ? text.toString().replace("\n", "\r\n") : text.toString();
        Charset charset = form.equals("utf16")
                ? StandardCharsets.UTF_16
                : form.equals("latin1") ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
        byte[] bytes = ((form.equals("bom") ? "\uFEFF" : "") + written).getBytes(charset);
        String name = form.equals("tab") ? "t.tsv" : form.equals("gzip") ? "t.csv.gz" : "t.csv";
        try (OutputStream out = form.equals("gzip")
                ? new GZIPOutputStream(Files.newOutputStream(folder.resolve(name)))
                : Files.newOutputStream(folder.resolve(name))) {
            out.write(bytes);
        }
        Typed init = type("init", name).expect(0);
        assertTrue(init.out().startsWith("wrote t.json\n  90 rows, 3 columns\n"), init.out());
        JsonNode data = study("t.json").at("/trainer/data");
        assertEquals("classification", data.get("task").textValue());
        assertEquals(form.equals("semicolon") ? "," : "", data.path("decimal").asText());
        assertEquals(
                form.equals("headless") ? "column3" : "art", data.get("target").textValue());
        assertEquals(form.equals("headless"), data.has("header"));
        assertEquals(
                form.equals("latin1") ? "windows-1252" : "",
                data.path("encoding").asText());
        type("validate", "t.json").expect(0);
    }

    @Test
    void namesThatCouldBreakAFileDoNot() throws Exception {
        csv(
                "evil.csv",
                "\"a\"\"b\",\"line\nbreak // */\",\"\u202Eback\\\",\"la\rbel\u2028\"",
                60,
                i -> measured(i, 0) + "," + measured(i, 1) + "," + i + ",c" + i % 2);
        Typed init = type("init", "evil.csv", "-o", "evil study.json").expect(0);
        assertFalse(init.out().contains("\u202E") || init.out().contains("\u2028"), init.out());
        assertTrue(init.out().endsWith("Next: sextant run 'evil study.json'\n"), init.out());
        String text = Files.readString(folder.resolve("evil study.json"));
        assertFalse(text.contains("\u2028") || text.contains("\u202E") || text.indexOf('\r') >= 0, text);
        JsonNode data = study("evil study.json").at("/trainer/data");
        assertEquals("la\rbel\u2028".strip(), data.get("target").textValue());
        assertEquals("[\"\u202Eback\\\\\"]", JSON.writeValueAsString(data.get("drop")));
        type("validate", "evil study.json").expect(0);
    }

    @Test
    void unevenClassesAreToldAndWeighedAlike() throws Exception {
        csv(
                "u.csv",
                "x,z,class",
                400,
                i -> measured(i, 0) + "," + measured(i, 1) + "," + (i % 20 == 0 ? "rare" : "usual"));
        type("init", "u.csv")
                .expect(0)
                .saying("target class, because its name says so: classification, since it holds 2 different texts")
                .saying("the classes are uneven: the largest has 380 rows, the smallest (rare) 20");
        assertEquals(
                "validationMacroF1", study("u.json").at("/objective/maximize").textValue());
        csv(
                "m.csv",
                "x,y,w",
                200,
                i -> (i == 7 ? "n/a" : measured(i, 0)) + "," + (i % 9 == 0 ? "" : measured(i, 1)) + ","
                        + measured(i, 2));
        type("init", "m.csv")
                .expect(0)
                .saying("target y, because its name says so: regression")
                .saying("dropped: x holds \"n/a\" among numbers")
                .saying("the target is empty in 23 rows, which are left out");
        assertEquals("dropRow", study("m.json").at("/trainer/data/missing").textValue());
    }

    @Test
    void ofALargeFileASampleIsLookedAt() throws Exception {
        // Sorted by class: at its beginning there is but one.
        csv(
                "large.csv",
                "a,b,c,label",
                700_000,
                i -> "0.%06d,%d.25,1.%05d,%s"
                        .formatted(i * 7 % 999_983, i % 977, i % 99_991, i < 450_000 ? "early" : "late"));
        long begun = System.nanoTime();
        Typed init = type("init", "large.csv").expect(0);
        assertTrue(System.nanoTime() - begun < 20e9, "a sample is enough");
        init.saying("target label, because its name says so: classification, since it holds 2 different texts")
                .saying("Not all rows were looked at. Next: sextant validate large.json");
        assertTrue(init.out().matches("(?s)wrote large.json\n  about (6|7)\\d{5} rows, 4 columns; .*"), init.out());
        assertEquals(
                "[256,512]", study("large.json").at("/trainer/batchSize/choice").toString());
    }

    @Test
    void whatNothingCanBeMadeOfIsToldAndNotWritten() throws Exception {
        type("init", "none.csv")
                .expect(2)
                .saying("sextant: there is no file none.csv Paths begin at the current folder.");
        Files.createDirectory(folder.resolve("dir"));
        type("init", "dir").expect(2).saying("sextant: dir is a directory Name a CSV file in it.");
        Files.writeString(folder.resolve("empty.csv"), "");
        type("init", "empty.csv").expect(2).saying("empty.csv is empty");
        csv("one.csv", "a", 30, i -> "" + i);
        type("init", "one.csv").expect(2).saying("one.csv has one column only, so there is nothing to learn it from");
        csv("row.csv", "a,b", 1, i -> "1,2");
        type("init", "row.csv").expect(2).saying("row.csv has 1 row, a study needs at least 10");
        csv("texts.csv", "who,what", 80, i -> "person " + i + ",thing " + i);
        type("init", "texts.csv")
                .expect(2)
                .saying(
                        "no column of texts.csv can be learnt: what holds 80 different texts; who holds 80 different texts");
        csv("mixed.csv", "who,group", 80, i -> "person " + i + ",g" + i % 4);
        type("init", "mixed.csv")
                .expect(2)
                .saying("mixed.csv has no column to learn group from: who holds 80 different texts");
        csv(
                "t.csv",
                "height,weight,colour",
                60,
                i -> measured(i, 0) + "," + measured(i, 1) + "," + (i == 0 ? "blue" : "c" + i % 2));
        type("init", "t.csv", "--target", "hieght")
                .expect(2)
                .saying("t.csv has no column \"hieght\" did you mean \"height\"?");
        type("init", "t.csv", "--target", "colour")
                .expect(2)
                .saying("column colour of t.csv cannot be learnt: it has only 1 row of class \"blue\"");
        csv("ragged.csv", "a,b,c", 30, i -> i == 20 ? "1,2" : "1,2,3");
        type("init", "ragged.csv").expect(2).saying("ragged.csv:22:3: this row has 2 fields, the header has 3");
        try (var files = Files.list(folder)) {
            assertEquals(
                    List.of(),
                    files.filter(file -> file.toString().endsWith(".json")).toList());
        }
        type("init", "t.csv", "-o", "no/where.json")
                .expect(2)
                .saying("cannot write no/where.json: there is no such file");
        type("init", "t.csv", "-o", "dir").expect(2).saying("dir is a directory");
    }
}
