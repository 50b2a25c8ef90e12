// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.page;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sextant.engine.ranking.Insights;
import dev.sextant.engine.ranking.Matrix;
import dev.sextant.engine.ranking.RankedSchedule;
import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.response.Band;
import dev.sextant.engine.response.Contour;
import dev.sextant.engine.response.Estimate;
import dev.sextant.engine.response.ExpectedBest;
import dev.sextant.engine.response.Health;
import dev.sextant.engine.response.Importance;
import dev.sextant.engine.response.RateResponse;
import dev.sextant.engine.response.Response;
import dev.sextant.engine.response.ScheduleResponse;
import dev.sextant.engine.response.Slice;
import dev.sextant.engine.space.Value;
import dev.sextant.studies.report.Findings;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the trials say together, as it is drawn: the model's answers, and the figures that need no model. */
final class ModelData {
    private final Ranking ranking;
    private final Findings findings;
    private final Insights insights;

    ModelData(Ranking ranking, Findings findings) {
        this.ranking = ranking;
        this.findings = findings;
        this.insights = ranking.insights();
    }

    void response(Fields out) throws IOException {
        JsonGenerator json = out.json();
        Response response = insights.response();
        json.writeObjectFieldStart("response");
        json.writeArrayFieldStart("lines");
        if (response != null) for (ScheduleResponse line : response.schedules()) line(out, line);
        json.writeEndArray();
        out.text("without", insights.withoutResponse());
        json.writeEndObject();
    }

    private void line(Fields out, ScheduleResponse line) throws IOException {
        JsonGenerator json = out.json();
        RateResponse rate = line.rate();
        double[] none = {};
        json.writeStartObject();
        out.text("schedule", line.schedule());
        out.drawn("rates", rate == null ? none : rate.rates());
        band(out, rate == null ? new Band(none, none, none) : rate.band());
        Estimate best = rate == null ? new Estimate(Double.NaN, Double.NaN, Double.NaN) : rate.best();
        out.drawn("best", best.mean());
        out.drawn("bestLow", best.low());
        out.drawn("bestHigh", best.high());
        out.drawn("goodLow", rate == null ? Double.NaN : rate.goodLow());
        out.drawn("goodHigh", rate == null ? Double.NaN : rate.goodHigh());
        out.drawn("divergesAbove", divergesAbove(line.schedule()));
        out.drawn("probabilityBest", line.probabilityBest());
        Estimate expected = line.expectedBest();
        out.drawn("expectedBest", new double[] {expected.mean(), expected.low(), expected.high()});
        json.writeEndObject();
    }

    private double divergesAbove(String schedule) {
        for (RankedSchedule ranked : ranking.schedules())
            if (ranked.schedule().equals(schedule) && ranked.learningRate() != null)
                return ranked.learningRate().divergesAbove();
        return Double.NaN;
    }

    private static void band(Fields out, Band band) throws IOException {
        out.drawn("mean", band.mean());
        out.drawn("low", band.low());
        out.drawn("high", band.high());
    }

    void matrix(Fields out) throws IOException {
        JsonGenerator json = out.json();
        Matrix matrix = insights.matrix();
        if (matrix == null) {
            json.writeNullField("matrix");
            return;
        }
        json.writeObjectFieldStart("matrix");
        out.texts("schedules", matrix.schedules());
        out.texts("optimizers", matrix.optimizers());
        json.writeArrayFieldStart("cells");
        for (Matrix.Cell cell : matrix.cells()) {
            json.writeStartObject();
            json.writeNumberField("n", cell.trials());
            out.number("best", cell.best());
            out.interval(
                    cell.confirmed().mean(),
                    cell.confirmed().low(),
                    cell.confirmed().high());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    void importance(Fields out) throws IOException {
        JsonGenerator json = out.json();
        Importance importance = insights.importance();
        if (importance == null) {
            json.writeNullField("importance");
            return;
        }
        json.writeObjectFieldStart("importance");
        out.text("method", importance.method() == Importance.Method.SOBOL ? "sobol" : "pedAnova");
        json.writeArrayFieldStart("bars");
        for (Importance.Share share : importance.parameters()) {
            json.writeStartObject();
            out.text("path", share.parameter());
            out.drawn("share", share.share().mean());
            out.drawn("low", share.share().low());
            out.drawn("high", share.share().high());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    void slices(Fields out) throws IOException {
        JsonGenerator json = out.json();
        Response response = insights.response();
        json.writeArrayFieldStart("slices");
        if (response != null)
            for (Slice slice : response.slices()) {
                json.writeStartObject();
                out.text("path", slice.parameter());
                out.drawn("at", places(slice.at()));
                band(out, slice.band());
                json.writeEndObject();
            }
        json.writeEndArray();
        contour(out, response == null ? null : response.contour());
    }

    private static void contour(Fields out, @Nullable Contour contour) throws IOException {
        JsonGenerator json = out.json();
        if (contour == null) {
            json.writeNullField("contour");
            return;
        }
        json.writeObjectFieldStart("contour");
        out.text("x", contour.x());
        out.text("y", contour.y());
        out.drawn("xs", places(contour.xs()));
        out.drawn("ys", places(contour.ys()));
        out.drawn("mean", contour.mean());
        json.writeEndObject();
    }

    private static double[] places(List<Value> values) {
        return values.stream().mapToDouble(SpaceData::place).toArray();
    }

    void expectedBest(Fields out) throws IOException {
        JsonGenerator json = out.json();
        ExpectedBest best = insights.expectedBest();
        if (best == null) {
            json.writeNullField("expectedBest");
            return;
        }
        json.writeObjectFieldStart("expectedBest");
        out.text("method", best.method().name().toLowerCase(Locale.ROOT));
        json.writeFieldName("trials");
        json.writeArray(best.trials(), 0, best.trials().length);
        out.drawn("value", best.value());
        json.writeEndObject();
    }

    void health(Fields out) throws IOException {
        JsonGenerator json = out.json();
        Response response = insights.response();
        if (response == null) {
            json.writeNullField("health");
            return;
        }
        Health health = response.health();
        json.writeObjectFieldStart("health");
        out.drawn("inside", health.inside());
        out.drawn("correlation", health.correlation());
        json.writeBooleanField("trusted", health.trusted());
        out.text("sentence", Findings.plain(findings.health()));
        json.writeArrayFieldStart("points");
        for (Health.Prediction point : health.predictions()) {
            json.writeStartObject();
            json.writeNumberField("trial", point.trial());
            out.number("found", point.found());
            out.interval(
                    point.predicted().mean(),
                    point.predicted().low(),
                    point.predicted().high());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
