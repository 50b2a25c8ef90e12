// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sextant.engine.spi.Preparation;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.trainers.network.Shape;
import dev.sextant.trainers.tensor.Matrix;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sequences of tokens, as rows and as rows of one id. */
class TokensTest {
    private static final Seeds SEEDS = Seeds.ofSearch(1, 0);
    private static final String TOKENS = "\"order\": \"time\", \"test\": 0, \"sequence\": {\"tokens\": true%s}";

    /** Ten rows of up to three tokens; the last two are watched. */
    private static String csv(String... rows) {
        StringBuilder csv = new StringBuilder("w1,w2,w3,y\n");
        for (int i = 0; i < 10; i++)
            csv.append(i < rows.length ? rows[i] : "0,1,2").append(i % 2 == 0 ? ",u\n" : ",v\n");
        return csv.toString();
    }

    private static float[] row(Matrix matrix, int row) {
        return Arrays.copyOfRange(matrix.values(), row * matrix.stride(), row * matrix.stride() + matrix.columns());
    }

    private static int vocabulary(Parts parts) {
        return ((Shape.Tokens) parts.shape()).vocabulary();
    }

    @Test
    void numbersAreTheirOwnIndices() throws Exception {
        String csv = csv("7,0,", "4,,", "3,2,1");
        Parts parts = new Parts(Csv.dataset(csv, TOKENS.formatted("")), SEEDS);
        assertEquals(new Shape.Tokens(3, 8, true), parts.shape());
        assertEquals(4, parts.inputs());
        assertArrayEquals(new float[] {7, 0, 0, 2}, row(parts.training().inputs(), 0));
        assertArrayEquals(new float[] {4, 0, 0, 1}, row(parts.training().inputs(), 1));
        assertArrayEquals(new float[] {3, 2, 1, 3}, row(parts.training().inputs(), 2));
        assertEquals(100, vocabulary(new Parts(Csv.dataset(csv, TOKENS.formatted(", \"vocabulary\": 100")), SEEDS)));
    }

    @Test
    void textsHaveTheirPlacesInTheTrainingPartAndOthersShareTheOneBehind() throws Exception {
        String[] rows = new String[10];
        Arrays.fill(rows, "the,cat,sat");
        rows[1] = "a,12,";
        rows[8] = "the,dog,";
        rows[9] = "zebra,sat,on";
        Dataset dataset = Csv.dataset(csv(rows), TOKENS.formatted(""));
        Parts parts = new Parts(dataset, SEEDS);
        // 12, a, cat, sat, the
        assertEquals(6, vocabulary(parts));
        assertArrayEquals(new float[] {4, 2, 3, 3}, row(parts.training().inputs(), 0));
        assertArrayEquals(new float[] {1, 0, 0, 2}, row(parts.training().inputs(), 1));
        assertArrayEquals(new float[] {4, 5, 0, 2}, row(parts.validation().inputs(), 0));
        assertArrayEquals(new float[] {5, 3, 5, 3}, row(parts.validation().inputs(), 1));
        assertEquals(new Shape.Tokens(3, 9, true), dataset.mostShape());
        assertEquals("6", Facts.of(dataset, List.of(parts)).get("vocabulary"));
        assertEquals(
                new Preparation.Column(
                        "w1 … w3", "feature", "category", "8 tokens: 12, a, cat, dog, on, sat, the, zebra"),
                ColumnSummary.of(dataset).getFirst());
        assertEquals(
                new Preparation.Warning(
                        "data",
                        "3 of 5 validation steps hold a token of column w1 … w3 that no training step holds (\"dog\")",
                        "they share one index, which no training teaches anything; write rare tokens alike"),
                new Suspicions(dataset, List.of(parts)).warnings().getFirst());
    }

    @Test
    void rowsOfOneIdMayHoldATokenEachAndAnyNumberOfDifferentOnes() throws Exception {
        StringBuilder csv = new StringBuilder("id,word,y\n");
        for (int step = 0; step < 12; step++)
            for (int id = 0; id < 10; id++)
                csv.append("%d,w%03d,%s\n".formatted(id, 12 * id + step, id % 2 == 0 ? "u" : "v"));
        Dataset dataset = Csv.dataset(
                csv.toString(), "\"order\": \"time\", \"test\": 0, \"sequence\": {\"by\": \"id\", \"tokens\": true}");
        Parts parts = new Parts(dataset, SEEDS);
        assertEquals(12 * 8 + 1, vocabulary(parts));
        for (int id = 0; id < 8; id++)
            for (int step = 0; step < 12; step++)
                assertEquals(12 * id + step, parts.training().inputs().get(id, step));
        for (int step = 0; step < 12; step++)
            assertEquals(96, parts.validation().inputs().get(1, step));
    }

    @Test
    void whatIsNoTokenIsRefusedByItsPlace() {
        String help = "tokens are numbered from 0; cells behind the end of a sequence are left empty";
        Refusal.of(
                csv("0,1,2", "3,-1,4"),
                TOKENS.formatted(""),
                "data.csv",
                "d.csv:3:3: the token -1 is not a whole number from 0",
                help);
        Refusal.of(
                csv("0,1,2", "3,1,4.5"),
                TOKENS.formatted(""),
                "data.csv",
                "d.csv:3:5: the token 4.5 is not a whole number from 0",
                help);
        Refusal.of(
                csv("0,1,2", "3,1,4"),
                TOKENS.formatted(", \"vocabulary\": 4"),
                "data.csv",
                "d.csv:3:5: the token 4 is not below the vocabulary (4)",
                "correct it, or write a larger vocabulary");
        Refusal.of(
                csv("0,1,2", "3,1,123456789"),
                TOKENS.formatted(""),
                "data.csv",
                "d.csv:3:5: the token 123456789 is not below 1000000",
                "number the tokens from 0 without gaps");
        Refusal.of(
                csv("0,,2"),
                TOKENS.formatted(""),
                "data.csv",
                "d.csv:2:3: column w2 has no value here, in step 2 of the 3 of its row",
                "only empty cells at the end make a sequence shorter: fill it in, or leave such rows out with"
                        + " \"missing\": \"dropRow\"");
        Refusal.of(
                csv("0,x,2"),
                TOKENS.formatted(""),
                "data.csv",
                "d.csv:2:3: \"x\" is not a number, but all other values of column w1 … w3 are",
                "correct it, write NA where a value is missing, or leave the column out with \"drop\"");
    }

    @Test
    void settingsThatContradictTokensAreRefused() {
        Refusal.of(
                csv(),
                "\"sequence\": {\"tokens\": true, \"features\": 3}",
                "data.sequence.features",
                "a step is one token, not 3",
                "leave features out, or tokens");
        Refusal.of(
                csv(),
                "\"sequence\": {\"vocabulary\": 3}",
                "data.sequence.vocabulary",
                "a vocabulary is for tokens, these steps are numbers",
                "leave it out, or write \"tokens\": true");
        Refusal.of(
                csv(),
                "\"sequence\": {\"tokens\": \"yes\"}",
                "data.sequence.tokens",
                "tokens must be true or false, got \"yes\"",
                "write true where each step is one token");
        Refusal.of(
                csv(),
                "\"sequence\": {\"tokens\": true}, \"missing\": \"mean\"",
                "data.missing",
                "tokens cannot be filled, got \"mean\"",
                "leave missing out, or write \"dropRow\"");
        Refusal.of(
                csv(),
                "\"sequence\": {\"tokens\": true, \"by\": \"w1\"}",
                "data.sequence.tokens",
                "a step is one token, but d.csv has 2 columns to learn from: w2, w3",
                "leave the others out with \"drop\"");
        Refusal.of(
                csv("a,b,c", "d,e,f", "a,b,c", "a,b,c", "a,b,c", "a,b,c", "a,b,c", "a,b,c", "a,b,c", "a,b,c"),
                TOKENS.formatted(", \"vocabulary\": 9"),
                "data.sequence.vocabulary",
                "a vocabulary (9) is for tokens that are numbers, column w1 … w3 holds texts",
                "leave it out: the texts of the training part are the vocabulary, and one token more is for all others");
    }
}
