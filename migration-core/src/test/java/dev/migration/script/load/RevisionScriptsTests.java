// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.load;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.migration.revision.Revision;
import dev.migration.script.InvalidScriptsException;
import dev.migration.script.RevisionScript;
import dev.migration.script.ScriptFault;
import dev.migration.script.parse.ParsedScript;

import static dev.migration.script.load.Parsing.parse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class RevisionScriptsTests {

    @Test
    void scriptsFormAGraph() {
        RevisionScripts scripts = RevisionScripts.of(
                List.of(file("c.sql", "c", "@revises b"), file("a.sql", "a"), file("b.sql", "b", "@revises a")));

        assertThat(scripts.graph().revisions()).extracting(Revision::id).containsExactly("a", "b", "c");
    }

    @Test
    void aScriptIsFoundByItsId() {
        RevisionScripts scripts = RevisionScripts.of(List.of(file("x.sql", "a"), file("y.sql", "b")));

        assertThat(scripts.find("b")).get().extracting(RevisionScript::source).isEqualTo("y.sql");
        assertThat(scripts.find("c")).isEmpty();
    }

    @Test
    void theOrderOfTheFilesDoesNotMatter() {
        List<ParsedScript> files = new ArrayList<>(List.of(
                file("1.sql", "e", "@created 2025-01-01T00:00:00Z"),
                file("2.sql", "d"),
                file("3.sql", "c", "@created 2024-01-01T00:00:00Z"),
                file("4.sql", "b", "@revises e"),
                file("5.sql", "a", "@revises b, c")));
        Random random = new Random(1);
        for (int round = 0; round < 50; round++) {
            Collections.shuffle(files, random);

            assertThat(RevisionScripts.of(files).graph().revisions())
                    .extracting(Revision::id)
                    .containsExactly("d", "c", "e", "b", "a");
        }
    }

    @Test
    void anIdOfTwoFilesIsReportedWithBoth() {
        assertThat(faults(file("one.sql", "a"), file("two.sql", "b"), file("three.sql", "a")))
                .containsExactly(new ScriptFault(
                        "three.sql",
                        1,
                        "The id 'a' belongs to more than one revision. Files: one.sql, three.sql.",
                        "Give one of them another id, or delete it if it is a copy."));
    }

    @Test
    void anIdOfThreeFilesIsReportedOnce() {
        assertThat(faults(file("one.sql", "a"), file("two.sql", "a"), file("three.sql", "a")))
                .singleElement()
                .extracting(ScriptFault::problem)
                .isEqualTo("The id 'a' belongs to more than one revision. Files: one.sql, two.sql, three.sql.");
    }

    @Test
    void aMissingDownRevisionIsReportedWithItsLineAndASimilarId() {
        assertThat(faults(
                        file("a.sql", "abc123"),
                        file("b.sql", "b", "@created 2025-01-01T00:00:00Z", "@revises abc132")))
                .containsExactly(new ScriptFault(
                        "b.sql",
                        3,
                        "Revision 'b' revises 'abc132', which does not exist. Did you mean 'abc123'?",
                        "Add the missing revision, or correct @revises."));
    }

    @Test
    void aMissingDependencyIsReportedWithItsLine() {
        assertThat(faults(
                        file("a.sql", "a", "@branch billing"), file("b.sql", "b", "@revises a", "@depends-on biling")))
                .containsExactly(new ScriptFault(
                        "b.sql",
                        3,
                        "Revision 'b' depends on 'biling', which is neither a revision nor a branch label."
                                + " Did you mean 'billing'?",
                        "Add the missing revision, or correct @depends-on."));
    }

    @Test
    void aCycleIsReportedWithAllItsFiles() {
        assertThat(faults(
                        file("1.sql", "a", "@revises c"),
                        file("2.sql", "b", "@revises a"),
                        file("3.sql", "c", "@revises b"),
                        file("4.sql", "d", "@revises c")))
                .containsExactly(new ScriptFault(
                        "1.sql",
                        2,
                        "Revisions form a cycle: a -> c -> b -> a. Files: 1.sql, 3.sql, 2.sql.",
                        "Correct @revises in one of them."));
    }

    @Test
    void aDependencyCycleIsReportedAtADependency() {
        assertThat(faults(
                        file("1.sql", "a", "@revises c"),
                        file("2.sql", "b", "@created 2025-01-01T00:00:00Z", "@depends-on a"),
                        file("3.sql", "c", "@revises b")))
                .containsExactly(new ScriptFault(
                        "2.sql",
                        3,
                        "Revisions and their dependencies form a cycle: b -> a -> c -> b."
                                + " Files: 2.sql, 1.sql, 3.sql.",
                        "Correct @depends-on or @revises in one of them."));
    }

    @Test
    void aDependencyOnItselfIsReportedWithItsLine() {
        assertThat(faults(file("a.sql", "a"), file("b.sql", "b", "@revises a", "@depends-on b")))
                .containsExactly(
                        new ScriptFault("b.sql", 3, "Revision 'b' depends on itself.", "Correct @depends-on."));
    }

    @Test
    void aRevisionThatRevisesItselfIsReportedWithItsLine() {
        assertThat(faults(file("b.sql", "b", "@revises b")))
                .containsExactly(new ScriptFault("b.sql", 2, "Revision 'b' revises itself.", "Correct @revises."));
    }

    @Test
    void anImpossibleReplacementIsReportedWithItsLineAndBothFiles() {
        assertThat(faults(file("a.sql", "a", "@replaces x"), file("b.sql", "b", "@revises a", "@replaces a")))
                .containsExactly(new ScriptFault(
                        "b.sql",
                        3,
                        "Revision 'b' cannot replace 'a': that one itself replaces others. Files: b.sql, a.sql.",
                        "Correct @replaces."));
    }

    @Test
    void aLabelOfTwoFilesIsReportedWithBoth() {
        assertThat(faults(file("one.sql", "a", "@branch x"), file("two.sql", "b", "@revises a", "@branch x")))
                .containsExactly(new ScriptFault(
                        "two.sql",
                        3,
                        "The branch label 'x' of revision 'b' is already a name of revision 'a'. Files: two.sql, one.sql.",
                        "Rename one of the two; ids and branch labels share one set of names."));
    }

    @Test
    void faultsOfAllFilesAndOfTheGraphAreReportedAtOnce() {
        assertThat(faults(
                        parse("a.sql", "-- @revision a\n-- @upgrade\nBEGIN;\nCOMMIT;"),
                        parse("b.sql", "-- @revision b\n-- @revises missing"),
                        parse("c.sql", "SELECT 1;")))
                .extracting(ScriptFault::place)
                .containsExactly("a.sql:3", "a.sql:4", "b.sql:1", "c.sql:1", "c.sql:1", "c.sql:1", "b.sql:2");
    }

    @Test
    void aScriptWithAFaultIsNotMissing() {
        assertThat(faults(parse("a.sql", "-- @revision a\n-- @upgrade\nBEGIN;"), file("b.sql", "b", "@revises a")))
                .extracting(ScriptFault::place)
                .containsExactly("a.sql:3");
    }

    @Test
    void theExceptionContainsThePlaces() {
        assertThatExceptionOfType(InvalidScriptsException.class)
                .isThrownBy(() -> RevisionScripts.of(List.of(file("db/a.sql", "a", "@revises x"))))
                .withMessageContaining("db/a.sql:2  Revision 'a' revises 'x', which does not exist.")
                .satisfies(invalid ->
                        assertThat(invalid.remedy()).isEqualTo("Add the missing revision, or correct @revises."));
    }

    @Test
    void noScriptsAreAnEmptyGraph() {
        assertThat(RevisionScripts.of(List.of()).graph().revisions()).isEmpty();
    }

    private static ParsedScript file(String name, String id, String... directives) {
        return parse(
                name,
                String.join(
                        "\n",
                        Stream.concat(
                                        Stream.concat(Stream.of("@revision " + id), Stream.of(directives)),
                                        Stream.of("@upgrade"))
                                .map(directive -> "-- " + directive)
                                .toList()));
    }

    private static List<ScriptFault> faults(ParsedScript... files) {
        return catchThrowableOfType(InvalidScriptsException.class, () -> RevisionScripts.of(List.of(files)))
                .faults();
    }
}
