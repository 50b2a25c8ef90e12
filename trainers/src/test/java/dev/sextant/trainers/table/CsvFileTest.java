// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The forms that a CSV file may have; its mistakes are in {@link dev.sextant.trainers.data.BadInputTest}. */
class CsvFileTest {
    private static final String DOCUMENT = "{\"csv\": \"d.csv\"}";

    @TempDir
    private Path folder;

    private Table read(String text) throws Exception {
        return new Folder(folder).write("d.csv", text).read(DOCUMENT);
    }

    private Table read(byte[] bytes, String settings) throws Exception {
        return new Folder(folder).write("d.csv", bytes).read("{\"csv\": \"d.csv\"%s}".formatted(settings));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "x,y\\n1,2\\n # ",
                "x;y\\n1;2\\n # semicolon",
                "x\\ty\\n1\\t2\\n # tab",
                "x|y\\n1|2\\n # |",
                "\\n\\nx;y\\n\\n1;2\\n # semicolon",
                "\"x,;\";y\\r\\n1;2\\r\\n # semicolon",
                "x,y;z\\n1,2\\n # ",
                "x;y,z\\n1;2\\n # semicolon",
                "x,y;z\\n1,2\\n3,4\\n # ",
                "x,y\\n # ",
            })
    void theSeparatorIsTold(String text, String separator) throws Exception {
        String file = text.replace("\\n", "\n").replace("\\r", "\r").replace("\\t", "\t");
        TextFile decoded = TextFile.decode("data.csv", "d.csv", file.getBytes(StandardCharsets.UTF_8), null);
        assertEquals(
                separator == null ? "comma" : separator, Separator.of(decoded).word());
    }

    @Test
    void anEndingMayTellTheSeparator() throws Exception {
        for (String name : List.of("d.tsv", "d.TAB", "d.tsv.gz")) {
            byte[] text = "a,b,c\tx,y,z\n1\t2\n".getBytes(StandardCharsets.UTF_8);
            assertEquals(Separator.TAB, Separator.of(TextFile.decode("data.csv", name, text, null)), name);
        }
    }

    @Test
    void everySeparatorReads() throws Exception {
        for (String separator : List.of(",", ";", "\t", "|")) {
            Table table = read("x,\"y y\",z\n1,2.5,a\n-3,4,\"b\"\"\"\n".replace(",", separator));
            assertEquals(List.of("x", "y y", "z"), table.names());
            assertEquals(2.5, table.columns().get(1).number(0));
            assertEquals("b\"", table.columns().get(2).text(1));
            assertEquals("d.csv:3:" + 4, table.places().of(1, 1));
            assertEquals(separator.equals(",") ? 0 : 1, table.reading().size());
        }
    }

    @Test
    void theDocumentsSeparatorCounts() throws Exception {
        byte[] text = "a;b,c\n1;2,z\n".getBytes(StandardCharsets.UTF_8);
        assertEquals(List.of("a;b", "c"), read(text, ", \"separator\": \",\"").names());
        assertEquals(List.of("a", "b,c"), read(text, ", \"separator\": \";\"").names());
        byte[] tab = "a;b\tc\n1;2\t3\n".getBytes(StandardCharsets.UTF_8);
        assertEquals(List.of("a;b", "c"), read(tab, ", \"separator\": \"tab\"").names());
        assertEquals(List.of("a;b", "c"), read(tab, ", \"separator\": \"\\t\"").names());
    }

    @Test
    void aWrongGuessSaysHowToCorrectIt() throws Exception {
        new Folder(folder)
                .write("d.csv", "a;b;c\n1\n")
                .refuses(
                        DOCUMENT,
                        "d.csv:2:1: this row has 1 field, the header has 3",
                        "fill the row, or delete it; the separator was taken for a semicolon, \"separator\" says another");
    }

    @Test
    void withoutAHeaderTheColumnsAreNumbered() throws Exception {
        Table table = read("1,2,a\n3,4,b\n".getBytes(StandardCharsets.UTF_8), ", \"header\": false");
        assertEquals(List.of("column1", "column2", "column3"), table.names());
        assertEquals(2, table.rows());
        assertEquals("d.csv:1:3", table.places().of(0, 1));
        assertEquals("none", table.reading().get("header"));
    }

    @Test
    void decimalCommasAreReadWhereTheDocumentSaysSo() throws Exception {
        byte[] text = "x;y;z\n3,14;1;a\n-2,5e1;2;b,1\n".getBytes(StandardCharsets.UTF_8);
        Table table = read(text, ", \"decimal\": \",\"");
        assertEquals(3.14, table.columns().getFirst().number(0));
        assertEquals(-25, table.columns().getFirst().number(1));
        assertEquals("b,1", table.columns().getLast().text(1));
        assertEquals("{separator=semicolon, decimal=comma}", table.reading().toString());
    }

    @Test
    void decimalCommasAreRefusedWhereItDoesNot() throws Exception {
        new Folder(folder)
                .write("d.csv", "n;x;y\na;1;2\nb;7;3,5\n")
                .refuses(
                        DOCUMENT,
                        "d.csv:3:5: \"3,5\" holds a comma within a number",
                        "write \"decimal\": \",\" where it is the decimal mark, leave it out between thousands");
    }

    @Test
    void pointsAmongDecimalCommasAreRefused() throws Exception {
        for (String number : List.of("1.234", "1.234,5", "12.345.678"))
            new Folder(folder)
                    .write("d.csv", "x;y\n1,5;a\n%s;b\n".formatted(number))
                    .refuses(
                            "{\"csv\": \"d.csv\", \"decimal\": \",\"}",
                            "d.csv:3:1: \"%s\" holds a point, but the decimal mark is a comma".formatted(number),
                            "leave points between thousands out, or leave \"decimal\" out");
        read("x;d;y\n1,5;01.02.2030;a\n".getBytes(StandardCharsets.UTF_8), ", \"decimal\": \",\"");
    }

    @Test
    void byteOrderMarksTellTheEncoding() throws Exception {
        for (String name : List.of("UTF-8", "UTF-16LE", "UTF-16BE")) {
            Table table = read("\uFEFFx,y\n1,caf\u00e9\n".getBytes(Charset.forName(name)), "");
            assertEquals(List.of("x", "y"), table.names());
            assertEquals("caf\u00e9", table.columns().getLast().text(0));
            assertEquals(name.equals("UTF-8") ? null : name, table.reading().get("encoding"));
        }
    }

    @Test
    void theDocumentsEncodingIsUsed() throws Exception {
        byte[] latin = "x,y\n1,caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
        for (String name : List.of("latin1", "windows-1252", "ISO-8859-1"))
            assertEquals(
                    "caf\u00e9",
                    read(latin, ", \"encoding\": \"%s\"".formatted(name))
                            .columns()
                            .getLast()
                            .text(0));
        byte[] wide = "x,y\n1,caf\u00e9\n".getBytes(StandardCharsets.UTF_16LE);
        assertEquals(
                "caf\u00e9",
                read(wide, ", \"encoding\": \"UTF-16LE\"").columns().getLast().text(0));
        new Folder(folder)
                .write("d.csv", wide)
                .refuses(
                        DOCUMENT,
                        "d.csv is not a text file: it holds zero bytes",
                        "save it as CSV in UTF-8, or write \"encoding\": \"UTF-16LE\"");
    }

    @Test
    void bytesThatAreNotOfTheEncodingAreRefusedWithTheirPlace() throws Exception {
        byte[] bytes = "x,y\n1,caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
        new Folder(folder)
                .write("d.csv", bytes)
                .refuses(
                        DOCUMENT,
                        "d.csv:2:6: this is not UTF-8 text",
                        "save the file as UTF-8, or name what it is written in: \"encoding\": \"windows-1252\"");
        bytes[9] = (byte) 0x81;
        assertEquals(
                "d.csv:2:6: this is not windows-1252 text",
                new Folder(folder)
                        .write("d.csv", bytes)
                        .refusal("{\"csv\": \"d.csv\", \"encoding\": \"windows-1252\"}")
                        .getMessage());
    }

    @Test
    void aPackedFileIsReadAlikeAndHashedAsItStandsOnTheDisk() throws Exception {
        byte[] packed = Folder.gzip("x,y\n1,2\n".getBytes(StandardCharsets.UTF_8));
        Table table = read(packed, "");
        assertArrayEquals(new double[] {1, 2}, Folder.row(table, 0));
        assertEquals(Checksum.of(packed), table.sha256());
    }

    @Test
    void aPackedFileThatEndsEarlyOrIsDamagedIsRefused() throws Exception {
        byte[] packed = Folder.gzip("x,y\n1,2\n".repeat(9).getBytes(StandardCharsets.UTF_8));
        for (int length : new int[] {3, 12, packed.length - 3})
            new Folder(folder)
                    .write("d.csv", Arrays.copyOf(packed, length))
                    .refuses(DOCUMENT, "d.csv ends early: its gzip data is cut off", "copy or download it again");
        packed[2] = 7;
        new Folder(folder)
                .write("d.csv", packed)
                .refuses(
                        DOCUMENT,
                        "d.csv is damaged: its gzip data cannot be unpacked (Unsupported compression method)",
                        "copy or download it again");
    }

    @Test
    void aBombIsRefusedWhileItUnpacks() throws Exception {
        new Folder(folder, new Limits(100_000, 1, 10, 10, 10, 1))
                .write("d.csv", Folder.gzip(new byte[90_000_000]))
                .refuses(
                        DOCUMENT,
                        "d.csv has more than 100000 bytes unpacked, no more are read",
                        "use a sample of its rows");
    }

    @Test
    void otherFormatsAreToldByTheirFirstBytes() throws Exception {
        Folder here = new Folder(folder);
        here.write("d.csv", NpzFileTest.zip("sheet.xml", new byte[50]))
                .refuses(
                        DOCUMENT,
                        "d.csv is not a text file: it holds zero bytes",
                        "it is a zip archive: save the table in it as CSV");
        here.write("d.csv", NpyFileTest.file(NpyFileTest.head("<f8", "(1,)"), 8));
        here.refuses(
                DOCUMENT, "d.csv is not a text file: it holds zero bytes", "it is an NPY file: name it with \"npy\"");
    }
}
