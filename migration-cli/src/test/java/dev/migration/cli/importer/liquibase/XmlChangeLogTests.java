// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.importer.liquibase;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.migration.cli.importer.project.ImportProblems;

import static org.assertj.core.api.Assertions.assertThat;

class XmlChangeLogTests {

    private final ImportProblems problems = new ImportProblems("Liquibase");

    @Test
    void includesAreReadInTheirOrder() {
        assertThat(read("""
                <?xml version="1.0" encoding="UTF-8"?>
                <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
                    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                    xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog nowhere.xsd">
                  <!-- <include file="commented.sql"/> -->
                  <include file="sql/1.sql" relativeToChangelogFile="true"/>
                  <includeAll path="sql/more"/>
                  <include relativeToChangelogFile="false" file='a &amp; b.sql'></include>
                </databaseChangeLog>
                """))
                .containsExactly(
                        new Include("sql/1.sql", true),
                        new Include("sql/more", false),
                        new Include("a & b.sql", false));
    }

    @Test
    void prefixesAreNotAPartOfTheName() {
        assertThat(read("<l:databaseChangeLog xmlns:l='x'><l:include file='a.sql'/></l:databaseChangeLog>"))
                .containsExactly(new Include("a.sql", false));
    }

    @Test
    void textAndCdataIncludeNothing() {
        assertThat(read("""
                <databaseChangeLog>text <![CDATA[<include file="a.sql"/><changeSet id="1"/>]]>
                  <include file="b.sql"/>
                </databaseChangeLog>
                """)).containsExactly(new Include("b.sql", false));
    }

    @Test
    void everythingElseIsAProblemWithItsLine() {
        assertThat(problemsOf("""
                <databaseChangeLog>
                  <property name="a" value="b"/>
                  <changeSet id="x1" author="ann">
                    <include file="inner.sql"/>
                    <sql><![CDATA[SELECT 1]]></sql>
                  </changeSet>
                  <include file="a.sql"/>
                  <preConditions/>
                </databaseChangeLog>
                """))
                .containsExactly(
                        "root.xml:2  'property' is XML, not formatted SQL.",
                        "root.xml:3  'changeSet x1' is XML, not formatted SQL.",
                        "root.xml:8  'preConditions' is XML, not formatted SQL.");
    }

    @Test
    void aDocumentTypeDeclarationIsRefused() {
        assertThat(problemsOf("""
                <?xml version="1.0"?>
                <!DOCTYPE databaseChangeLog [<!ENTITY name "a.sql">]>
                <databaseChangeLog/>
                """))
                .containsExactly("root.xml:2  The change log has a document type declaration, which is not read.");
    }

    @Test
    void noEntityIsReplaced(@TempDir Path folder) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "secret");

        List<String> found = problemsOf("""
                <!DOCTYPE databaseChangeLog [<!ENTITY secret SYSTEM "%s"> <!ENTITY a "b">]>
                <databaseChangeLog>
                  <include file="&a;"/>
                  <changeSet id="1">&secret;</changeSet>
                </databaseChangeLog>
                """.formatted(secret.toUri()));

        assertThat(found).anyMatch(text -> text.contains("document type declaration"));
        assertThat(found).noneMatch(text -> text.contains("'b'") || text.contains("secret.txt"));
    }

    @Test
    void duplicateAttributesAreRefused() {
        assertThat(problemsOf("<databaseChangeLog>\n  <include file='a.sql' file='b.sql'/>\n</databaseChangeLog>"))
                .singleElement()
                .asString()
                .matches("root.xml:2  The XML is not well-formed: .*file.*");
    }

    @Test
    void textThatIsNotXmlIsRefusedWithItsLine() {
        assertThat(problemsOf("<databaseChangeLog>\n  <include file='a.sql'>\n</databaseChangeLog>"))
                .singleElement()
                .asString()
                .matches("root.xml:3  The XML is not well-formed: .*include.*");
        assertThat(problemsOf("databaseChangeLog:\n"))
                .singleElement()
                .asString()
                .startsWith("root.xml:1  The XML is not well-formed: ")
                .doesNotContain("ParseError");
    }

    private List<Include> read(String text) {
        List<Include> includes = XmlChangeLog.read("root.xml", new StringReader(text), problems);
        problems.throwIfAny();
        return includes;
    }

    private static List<String> problemsOf(String text) {
        return ReadProblems.of(found -> XmlChangeLog.read("root.xml", new StringReader(text), found));
    }
}
