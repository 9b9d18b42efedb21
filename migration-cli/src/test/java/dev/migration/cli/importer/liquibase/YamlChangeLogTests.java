// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.importer.liquibase;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.migration.cli.importer.project.ImportProblems;

import static org.assertj.core.api.Assertions.assertThat;

class YamlChangeLogTests {

    private final ImportProblems problems = new ImportProblems("Liquibase");

    @Test
    void includesAreReadInTheirOrder() {
        assertThat(read("""
                databaseChangeLog:
                  - include:
                      file: sql/1.sql
                      relativeToChangelogFile: true
                  - includeAll:
                      path: sql/more
                  - include:
                      relativeToChangelogFile: false
                      file: "sql/2.sql"
                """))
                .containsExactly(
                        new Include("sql/1.sql", true),
                        new Include("sql/more", false),
                        new Include("sql/2.sql", false));
    }

    @Test
    void flowStyleIsRead() {
        assertThat(
                        read(
                                "{databaseChangeLog: [{include: {file: 'a.sql'}}, {includeAll: {path: b, relativeToChangelogFile: true}}]}"))
                .containsExactly(new Include("a.sql", false), new Include("b", true));
    }

    @Test
    void commentsAndDocumentMarkersAreSkipped() {
        assertThat(read("""
                # the root
                ---
                databaseChangeLog: # all of it
                  - include: # the first
                      file: a#1.sql # not a part of the name
                """)).containsExactly(new Include("a#1.sql", false));
    }

    @Test
    void anchorsAreResolved() {
        assertThat(read("""
                databaseChangeLog:
                  - include: &first {file: &name a.sql, relativeToChangelogFile: true}
                  - include: *first
                  - include:
                      file: *name
                """))
                .containsExactly(new Include("a.sql", true), new Include("a.sql", true), new Include("a.sql", false));
    }

    @Test
    void anEmptyChangeLogHasNoIncludes() {
        assertThat(read("")).isEmpty();
        assertThat(read("databaseChangeLog:\n")).isEmpty();
        assertThat(read("databaseChangeLog: []\n")).isEmpty();
    }

    @Test
    void everythingElseIsAProblemWithItsLine() {
        assertThat(problemsOf("""
                databaseChangeLog:
                  - changeSet:
                      id: 1
                  - property: {name: a, value: b}
                  - include:
                      file: a.sql
                      context: test
                  - include
                  - include:
                      path: b
                logicalFilePath: x
                """))
                .containsExactly(
                        "root.yaml:2  'changeSet' is not an include.",
                        "root.yaml:4  'property' is not an include.",
                        "root.yaml:7  'context' is not an include.",
                        "root.yaml:8  'include' is not an include.",
                        "root.yaml:10  'path' is not an include.",
                        "root.yaml:9  'include' has no 'file'.",
                        "root.yaml:11  'logicalFilePath' is not an include.");
    }

    @Test
    void aListOrATextIsNoChangeLog() {
        assertThat(problemsOf("- include: {file: a.sql}\n")).containsExactly("root.yaml:1  This is not an include.");
        assertThat(problemsOf("\ndatabaseChangeLog: {include: {file: a.sql}}\n"))
                .contains("root.yaml:2  This is not an include.");
        assertThat(problemsOf("databaseChangeLog: a.sql\n")).contains("root.yaml:1  'a.sql' is not an include.");
    }

    @Test
    void duplicateKeysAreRefused() {
        assertThat(problemsOf("""
                databaseChangeLog:
                  - include:
                      file: a.sql
                      file: b.sql
                databaseChangeLog: []
                """))
                .containsExactly(
                        "root.yaml:5  The key 'databaseChangeLog' is there twice.",
                        "root.yaml:4  The key 'file' is there twice.");
    }

    @Test
    void textThatIsNotYamlIsRefusedWithItsLine() {
        assertThat(problemsOf("databaseChangeLog:\n  - include: {file: a.sql\n"))
                .singleElement()
                .asString()
                .matches("root.yaml:3  The YAML cannot be read: .*");
        assertThat(problemsOf("databaseChangeLog:\n  - include: {file: *nowhere}\n"))
                .singleElement()
                .asString()
                .matches("root.yaml:2  The YAML cannot be read: .*nowhere.*");
        assertThat(problemsOf("a: 1\n---\nb: 1\n"))
                .singleElement()
                .asString()
                .startsWith("root.yaml:")
                .contains("The YAML cannot be read: ");
    }

    @Test
    void anAliasOfItselfEnds() {
        assertThat(problemsOf("databaseChangeLog: &all [*all]\n")).isNotEmpty();
    }

    private List<Include> read(String text) {
        List<Include> includes = YamlChangeLog.read("root.yaml", text, problems);
        problems.throwIfAny();
        return includes;
    }

    private static List<String> problemsOf(String text) {
        return ReadProblems.of(found -> YamlChangeLog.read("root.yaml", text, found));
    }
}
