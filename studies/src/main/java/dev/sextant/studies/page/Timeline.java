// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.page;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;

/**
 * Which worker ran which trial when. It tells how one run went, is no part of its result, and is the one thing on a
 * page that may differ between two runs of a study.
 *
 * @param workers their names
 * @param bars by when they began
 * @param sampled whether only some of many attempts are shown
 */
public record Timeline(List<String> workers, List<Bar> bars, boolean sampled) {
    /** Of a run of which nothing is known. */
    public static final Timeline NONE = new Timeline(List.of(), List.of(), false);

    /**
     * One attempt.
     *
     * @param worker its place in {@link #workers}
     * @param from seconds since the first attempt began
     * @param to likewise; NaN where it has not ended, or nobody saw it end
     * @param state the letter of its trial's state; l where another attempt, or none, brought the outcome; r where it has
     *     not ended
     */
    public record Bar(long trial, int worker, double from, double to, char state) {}

    public Timeline {
        workers = List.copyOf(workers);
        bars = List.copyOf(bars);
    }

    void write(JsonGenerator json) throws IOException {
        Fields out = new Fields(json);
        json.writeStartObject();
        out.texts("workers", workers);
        json.writeBooleanField("sampled", sampled);
        json.writeArrayFieldStart("bars");
        for (Bar bar : bars) {
            json.writeStartObject();
            json.writeNumberField("trial", bar.trial);
            json.writeNumberField("worker", bar.worker);
            out.drawn("from", bar.from);
            out.drawn("to", bar.to);
            out.text("state", String.valueOf(bar.state));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
