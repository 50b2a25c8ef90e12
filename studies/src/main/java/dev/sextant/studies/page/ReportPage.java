// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.page;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sextant.studies.report.Findings;
import dev.sextant.studies.report.GroupFindings;
import dev.sextant.studies.report.HtmlText;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;

/**
 * A page as one self-contained file, {@code report.html}: its sentences and tables in markup, which are read without
 * scripts; its data; and the scripts that draw pictures of it and let tables be sorted. Nothing is loaded from
 * elsewhere, and its own policy lets nothing run but the very scripts that stand in it.
 *
 * <p>All but the block {@code timeline} is a function of the page alone: byte for byte the same however the study was
 * run. Written as it is made, so that a study of many trials need not stand in memory twice.
 */
public final class ReportPage {
    private static final JsonFactory JSON = new JsonFactory();

    /** Pictures of the page's first part, in order, and what of them is read without scripts. */
    private static final String[][] PICTURES = {
        {"response", "Learning rate and schedule", "The schedules and their learning rates stand in the tables."},
        {"cells", "Learning rates tried", "The trials and their learning rates stand in the table of trials."},
        {"forest", "Trained again on fresh seeds", "The confirmed values stand in the table of trials."},
    };

    private static final class Scripts {
        static final InlineScript STYLE =
                InlineScript.of(TableMarkup.style() + Ui.get().file(Ui.STYLE).text());
        static final InlineScript ECHARTS =
                InlineScript.of(Ui.get().file(Ui.ECHARTS).text());
        static final InlineScript REPORT = InlineScript.of(
                Modules.joined(Ui.REPORT, name -> Ui.get().file(name).text()));
    }

    private final Page page;
    private final Findings findings;
    private final Writer out;

    private ReportPage(Page page, Writer out) {
        this.page = page;
        this.findings = Findings.of(page.ranking(), PageData.ROWS);
        this.out = out;
    }

    /**
     * Writes the page.
     *
     * @param timeline {@link Timeline#NONE} where it is not known
     * @param out of UTF-8; left open
     */
    public static void write(Page page, Timeline timeline, Writer out) throws IOException {
        new ReportPage(page, out).write(timeline);
    }

    private void write(Timeline timeline) throws IOException {
        head();
        out.write("<body class=\"report\">\n<a class=\"skip\" href=\"#main\">To the report</a>\n<header>\n");
        out.write("<p class=\"kind\">Sextant report</p>\n<h1>");
        text(page.ranking().study());
        out.write("</h1>\n");
        if (!page.description().isBlank()) paragraph("description", page.description());
        out.write("</header>\n<main id=\"main\" tabindex=\"-1\">\n");
        paragraph("verdict", findings.verdict());
        if (!findings.stamp().isEmpty()) {
            out.write("<p class=\"stamp\"><strong>");
            text(findings.stamp());
            out.write("</strong></p>\n");
        }
        for (int at = 0; at < findings.groups().size(); at++)
            group(findings.groups().get(at), "by" + (at + 1));
        table("front");
        table(Findings.SCHEDULES);
        for (String[] picture : PICTURES) picture(picture[0], picture[1], picture[2]);
        for (Findings.Named named : findings.tables())
            if (!List.of("front", Findings.SCHEDULES, Findings.TRIALS).contains(named.id())) table(named.id());
        table(Findings.TRIALS);
        picture("curves", "Learning curves", "Best epochs and values stand in the table of trials.");
        list("words", "In words", findings.words());
        list("advice", "Advice", findings.advice());
        out.write("<div id=\"more\"></div>\n");
        facts();
        out.write(
                "</main>\n<footer>\n<p class=\"note\">Written by Sextant. Pictures by Apache ECharts, under the Apache"
                        + " License 2.0.</p>\n</footer>\n");
        data("data", json -> PageData.write(page, findings, json));
        data("timeline", timeline::write);
        script("", Scripts.ECHARTS);
        script(" type=\"module\"", Scripts.REPORT);
        out.write("</body>\n</html>\n");
    }

    private void head() throws IOException {
        out.write("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n");
        out.write(
                "<!-- A report of Sextant, in one file: it loads nothing, and nothing runs but the two scripts in it. -->\n");
        out.write("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src "
                + Scripts.ECHARTS.hash() + " " + Scripts.REPORT.hash() + "; style-src " + Scripts.STYLE.hash()
                + "; img-src data: blob:; base-uri 'none'; form-action 'none'\"/>\n");
        out.write("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n");
        out.write("<meta name=\"color-scheme\" content=\"light dark\"/>\n");
        out.write("<meta name=\"referrer\" content=\"no-referrer\"/>\n<title>");
        text(page.ranking().study());
        out.write(" – Sextant report</title>\n<style>");
        out.write(Scripts.STYLE.text());
        out.write("</style>\n</head>\n");
    }

    /** What there is by one choice; where there are several, a script lets one be chosen. */
    private void group(GroupFindings group, String id) throws IOException {
        out.write("<section id=\"" + id + "\" class=\"by\" data-by=\"");
        text(group.name());
        out.write("\">\n<h2>By ");
        text(group.name());
        out.write("</h2>\n");
        for (String sentence : group.sentences()) paragraph("answer", sentence);
        for (int at = 0; at < group.tables().size(); at++)
            TableMarkup.write(out, id + "t" + (at + 1), group.tables().get(at));
        out.write("</section>\n");
    }

    private void table(String id) throws IOException {
        for (Findings.Named named : findings.tables())
            if (named.id().equals(id)) TableMarkup.write(out, id, named.table());
    }

    /** A place for a picture; without scripts, or where they may not run, a line that says so. */
    private void picture(String id, String title, String instead) throws IOException {
        out.write("<section id=\"" + id + "\" class=\"picture\" data-picture=\"" + id + "\">\n<h2>" + title
                + "</h2>\n<p class=\"no-script\">This picture is drawn by a script, and none has run here. " + instead
                + "</p>\n</section>\n");
    }

    private void list(String id, String title, List<String> sentences) throws IOException {
        if (sentences.isEmpty()) return;
        out.write("<section id=\"" + id + "\">\n<h2>" + title + "</h2>\n<ul>\n");
        for (String sentence : sentences) {
            out.write("<li>");
            text(sentence);
            out.write("</li>\n");
        }
        out.write("</ul>\n</section>\n");
    }

    private void facts() throws IOException {
        if (page.facts().isEmpty()) return;
        out.write("<section id=\"facts\" class=\"facts\">\n<div class=\"wide\">\n<table>\n"
                + "<caption>Where this comes from</caption>\n<thead>\n<tr><th scope=\"col\">fact</th>"
                + "<th scope=\"col\">value</th></tr>\n</thead>\n<tbody>\n");
        for (Map.Entry<String, String> fact : page.facts().entrySet()) {
            out.write("<tr><th scope=\"row\">");
            text(fact.getKey());
            out.write("</th><td>");
            text(fact.getValue());
            out.write("</td></tr>\n");
        }
        out.write("</tbody>\n</table>\n</div>\n</section>\n");
    }

    private void paragraph(String style, String text) throws IOException {
        out.write("<p class=\"" + style + "\">");
        text(text);
        out.write("</p>\n");
    }

    private void text(String text) throws IOException {
        out.write(HtmlText.escaped(text));
    }

    /** Something that writes JSON. */
    private interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    private void data(String id, Content content) throws IOException {
        out.write("<script type=\"application/json\" id=\"" + id + "\">");
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
            json.setCharacterEscapes(new DataEscapes());
            content.write(json);
        }
        out.write("</script>\n");
    }

    private void script(String attributes, InlineScript script) throws IOException {
        out.write("<script" + attributes + ">");
        out.write(script.text());
        out.write("</script>\n");
    }
}
