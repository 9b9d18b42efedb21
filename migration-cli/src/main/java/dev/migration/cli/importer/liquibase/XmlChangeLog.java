// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.importer.liquibase;

import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import dev.migration.cli.importer.project.ImportProblems;

/**
 * Reads the includes of a root change log in XML. Every other element below the root element is a problem, and so is a document
 * type declaration: DTDs and external entities are never read.
 */
final class XmlChangeLog {

    /** Children of the root element have this depth; their own children belong to them and are skipped. */
    private static final int INCLUDE_DEPTH = 2;

    private final String file;
    private final ImportProblems problems;
    private final List<Include> includes = new ArrayList<>();
    private int depth;

    private XmlChangeLog(String file, ImportProblems problems) {
        this.file = file;
        this.problems = problems;
    }

    /**
     * Reads the includes in their order.
     *
     * @param file the path of the change log for problems
     * @param problems gets all that is not an include, with the line on which its tag ends
     */
    static List<Include> read(String file, Reader text, ImportProblems problems) {
        XmlChangeLog log = new XmlChangeLog(file, problems);
        try {
            XMLStreamReader xml = factory().createXMLStreamReader(text);
            try {
                while (xml.hasNext()) {
                    log.read(xml.next(), xml);
                }
            } finally {
                xml.close();
            }
        } catch (XMLStreamException failure) {
            problems.add(file, line(failure), "The XML is not well-formed: " + reason(failure), "Correct it.");
        }
        return log.includes;
    }

    private void read(int event, XMLStreamReader xml) {
        switch (event) {
            case XMLStreamConstants.DTD ->
                problems.add(
                        file,
                        xml.getLocation().getLineNumber(),
                        "The change log has a document type declaration, which is not read.",
                        "Remove the declaration, and write the values of its entities.");
            case XMLStreamConstants.START_ELEMENT -> {
                depth++;
                if (depth == INCLUDE_DEPTH) {
                    add(xml);
                }
            }
            case XMLStreamConstants.END_ELEMENT -> depth--;
            default -> {
                // Text, comments and processing instructions include nothing.
            }
        }
    }

    private void add(XMLStreamReader xml) {
        String name = xml.getLocalName();
        boolean relative = attribute(xml, "relativeToChangelogFile").equals("true");
        if (name.equals("include")) {
            includes.add(new Include(attribute(xml, "file"), relative));
        } else if (name.equals("includeAll")) {
            includes.add(new Include(attribute(xml, "path"), relative));
        } else {
            String id = attribute(xml, "id");
            problems.add(
                    file,
                    xml.getLocation().getLineNumber(),
                    "'" + name + (id.isEmpty() ? "" : " " + id) + "' is XML, not formatted SQL.",
                    ChangeSets.REMEDY);
        }
    }

    private static String attribute(XMLStreamReader xml, String name) {
        return Optional.ofNullable(xml.getAttributeValue(null, name)).orElse("");
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }

    private static int line(XMLStreamException failure) {
        return failure.getLocation() == null
                ? 0
                : Math.max(0, failure.getLocation().getLineNumber());
    }

    /** The JDK puts the position before the reason: "ParseError at [row,col]:[1,2]\nMessage: …". */
    private static String reason(XMLStreamException failure) {
        return String.valueOf(failure.getMessage()).replaceFirst("(?s)^ParseError at .*?Message: ", "");
    }
}
