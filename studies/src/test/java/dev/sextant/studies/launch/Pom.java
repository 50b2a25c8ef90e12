// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.launch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** What stands in a pom.xml. */
final class Pom {
    private static final XPath PATHS = XPathFactory.newInstance().newXPath();

    private final Document document;

    private Pom(Document document) {
        this.document = document;
    }

    static Pom read(Path file) throws Exception {
        return new Pom(DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile()));
    }

    /** The texts of all elements that an XPath names. */
    List<String> texts(String path) throws XPathExpressionException {
        List<String> texts = new ArrayList<>();
        NodeList nodes = (NodeList) PATHS.evaluate(path, document, XPathConstants.NODESET);
        for (int i = 0; i < nodes.getLength(); i++) texts.add(nodes.item(i).getTextContent());
        return texts;
    }
}
