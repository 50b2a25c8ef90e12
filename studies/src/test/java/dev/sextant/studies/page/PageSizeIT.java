// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.engine.store.AttemptRecord;
import dev.sextant.engine.study.Attempt;
import dev.sextant.engine.study.AttemptEnd;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A page is not to be heavy, and not to be held in memory. */
class PageSizeIT {
    /** What people would still send by mail. */
    private static final long MOST = 1_500_000;

    /** Counts bytes, and keeps none. */
    private static final class Counter extends OutputStream {
        private long bytes;

        @Override
        public void write(int one) {
            bytes++;
        }

        @Override
        public void write(byte[] some, int from, int count) {
            bytes += count;
        }
    }

    private static long bytes(Page page, Timeline timeline) throws IOException {
        Counter counter = new Counter();
        Writer out = new OutputStreamWriter(counter, StandardCharsets.UTF_8);
        ReportPage.write(page, timeline, out);
        out.flush();
        return counter.bytes;
    }

    private static Timeline timeline(Page page) {
        List<AttemptRecord> attempts = new ArrayList<>();
        for (int i = 0; i < page.trials().size(); i++) {
            Instant start = Instant.EPOCH.plusMillis(100L * i);
            attempts.add(new AttemptRecord(
                    new Attempt(i, 1, i + 1, "local"),
                    start,
                    start.plusMillis(197),
                    new AttemptEnd(AttemptEnd.Kind.ENDED, "")));
        }
        return Timeline.of(attempts, page.trials());
    }

    @Test
    void aReportOfThreeHundredTrialsTakesLessThanOneAndAHalfMegabytes() throws Exception {
        Page page = MadeStudy.of(300).analysed();
        long bytes = bytes(page, timeline(page));
        System.out.println("a report of 300 trials takes " + bytes + " bytes");
        assertTrue(bytes < MOST, bytes + " bytes");
        assertTrue(WrittenPage.of(page).data("data").at("/response/lines").size() == 5);
    }

    @Test
    void beyondFiveThousandTrialsEachCostsItsRowAlone() throws Exception {
        Page some = MadeStudy.of(6_000).seeds(0).page();
        Page more = MadeStudy.of(30_000).seeds(0).page();
        long row = (bytes(more, Timeline.NONE) - bytes(some, Timeline.NONE)) / 24_000;
        assertTrue(row < 200, row + " bytes a trial");
        JsonNode trials = WrittenPage.of(more, timeline(more)).data("data").get("trials");
        assertEquals(30_000, trials.get("count").intValue());
        assertEquals(TrialData.MOST, trials.get("number").size());
        assertTrue(timeline(more).bars().size() <= Timeline.MOST);
    }
}
