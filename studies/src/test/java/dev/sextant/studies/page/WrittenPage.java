// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/**
 * A report taken apart as a browser would: its blocks of raw text end where their first end tag stands, and the rest is
 * well-formed XML, so that the JDK reads its structure.
 */
record WrittenPage(String html, List<Block> blocks, Document document) {
    private static final Pattern RAW = Pattern.compile("(?is)<(script|style)\\b([^>]*)>(.*?)</\\1\\b[^>]*>");

    /** An element of raw text. */
    record Block(String tag, String attributes, String text) {
        /** As a policy names it. */
        String hash() throws Exception {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        }

        boolean data() {
            return attributes.contains("application/json");
        }
    }

    static WrittenPage of(Page page) throws Exception {
        return of(page, Timeline.NONE);
    }

    static WrittenPage of(Page page, Timeline timeline) throws Exception {
        StringWriter html = new StringWriter();
        ReportPage.write(page, timeline, html);
        return read(html.toString());
    }

    static WrittenPage read(String html) throws Exception {
        List<Block> blocks = new ArrayList<>();
        Matcher raw = RAW.matcher(html);
        while (raw.find()) blocks.add(new Block(raw.group(1), raw.group(2), raw.group(3)));
        String rest = ended(raw.replaceAll(""));
        return new WrittenPage(
                html,
                blocks,
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(rest))));
    }

    /** With the end tags that HTML lets one leave out of a table's rows, each of which is a line. */
    private static String ended(String html) {
        return html.lines()
                .map(line -> !line.startsWith("<tr><th scope=\"row\">") || line.endsWith("</tr>")
                        ? line
                        : line.replaceFirst("<td>|$", "</th>$0")
                                        .replace("<td>", "</td><td>")
                                        .replaceFirst("</th></td>", "</th>")
                                + (line.contains("<td>") ? "</td></tr>" : "</tr>"))
                .collect(Collectors.joining("\n"));
    }

    List<Element> elements(String tag) {
        List<Element> found = new ArrayList<>();
        var list = document.getElementsByTagName(tag);
        for (int i = 0; i < list.getLength(); i++) found.add((Element) list.item(i));
        return found;
    }

    List<String> texts(String tag) {
        return elements(tag).stream().map(Element::getTextContent).toList();
    }

    List<String> texts(String tag, String style) {
        return elements(tag).stream()
                .filter(element -> element.getAttribute("class").equals(style))
                .map(Element::getTextContent)
                .toList();
    }

    JsonNode data(String id) throws Exception {
        for (Block block : blocks)
            if (block.attributes().contains("id=\"" + id + "\"")) return new ObjectMapper().readTree(block.text());
        throw new AssertionError("the page has no block " + id);
    }

    String policy() {
        return elements("meta").stream()
                .filter(meta -> meta.getAttribute("http-equiv").equals("Content-Security-Policy"))
                .map(meta -> meta.getAttribute("content"))
                .findFirst()
                .orElseThrow();
    }
}
