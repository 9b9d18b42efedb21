package dev.migration.cli.importer.liquibase;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

import dev.migration.cli.importer.liquibase.ChangeLogs.Include;
import dev.migration.cli.importer.project.ImportProblems;

/** Reads the includes of a change log in XML; it may hold nothing else. */
final class XmlChangeLog {

    private XmlChangeLog() {}

    static List<Include> read(String file, InputStream text, ImportProblems problems) {
        List<Include> includes = new ArrayList<>();
        try {
            Node node = parser().parse(text).getDocumentElement().getFirstChild();
            for (; node != null; node = node.getNextSibling()) {
                if (node instanceof Element element) {
                    add(element, file, includes, problems);
                }
            }
        } catch (SAXException | IOException | ParserConfigurationException failure) {
            problems.add(file, "It is no XML that can be read: " + failure.getMessage(), "Correct it.");
        }
        return includes;
    }

    private static void add(Element element, String file, List<Include> includes, ImportProblems problems) {
        String name = element.getTagName().replaceFirst(".*:", "");
        boolean relative = element.getAttribute("relativeToChangelogFile").equals("true");
        if (name.equals("include")) {
            includes.add(new Include(element.getAttribute("file"), relative));
        } else if (name.equals("includeAll")) {
            includes.add(new Include(element.getAttribute("path"), relative));
        } else {
            String id = element.getAttribute("id");
            problems.add(
                    file,
                    "'" + name + (id.isEmpty() ? "" : " " + id) + "' is XML, not formatted SQL.",
                    ChangeSets.REMEDY);
        }
    }

    /** Nothing from elsewhere is read, whatever the file says. */
    private static DocumentBuilder parser() throws ParserConfigurationException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        factory.setXIncludeAware(false);
        factory.setExpandEntityReferences(false);
        DocumentBuilder builder = factory.newDocumentBuilder();
        // Faults are thrown; nothing is printed.
        builder.setErrorHandler(null);
        return builder;
    }
}
