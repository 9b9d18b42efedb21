// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.migration.change.ChangeClass;
import dev.migration.change.RevisionChange;
import dev.migration.lint.Finding;
import dev.migration.lint.Severity;
import dev.migration.lint.check.TracedClass;
import dev.migration.lint.run.LintReport;
import dev.migration.lint.run.Linter;
import dev.migration.schema.replay.RevisionReplay;
import dev.migration.script.JavaRevision;
import dev.migration.script.MigrationContext;
import dev.migration.script.RevisionHeader;
import dev.migration.sql.Position;
import dev.migration.sql.SqlInput;
import dev.migration.sql.SqlStatement;
import dev.migration.sql.StatementReader;

import static org.assertj.core.api.Assertions.assertThat;

/** The samples of {@code docs/safety.md}: every dangerous one is found, no harmless one is, and every alternative works. */
class LintTests extends LintTestBase {

    static List<LintSample> dangerous() {
        return LintSample.read("dangerous.txt");
    }

    static List<LintSample> harmless() {
        return LintSample.read("harmless.txt");
    }

    @ParameterizedTest
    @MethodSource
    void dangerous(LintSample sample) throws SQLException {
        List<Finding> findings = lint(sample.setup(), sample.revisions()).findings();

        assertThat(findings).as("%s", findings).extracting(Finding::rule).contains(sample.rule());
        for (Finding finding : findings) {
            if (finding.rule().equals(sample.rule())
                    && !finding.alternative().revisions().isEmpty()) {
                assertThat(alarms(lint(sample.setup(), finding.alternative().revisions())))
                        .as("the alternative %s", finding.alternative())
                        .isEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource
    void harmless(LintSample sample) throws SQLException {
        assertThat(alarms(lint(sample.setup(), sample.revisions()))).isEmpty();
    }

    static List<LintSample> classes() {
        return LintSample.read("classes.txt");
    }

    /** The other samples are compared, too, see {@link #lint}. */
    @ParameterizedTest
    @MethodSource
    void classes(LintSample sample) throws SQLException {
        lint(sample.setup(), sample.revisions());
    }

    static List<LintSample> statements() {
        return Stream.of("dangerous.txt", "harmless.txt", "classes.txt")
                .flatMap(file -> LintSample.read(file).stream())
                .filter(sample -> split(sample).size() > sample.revisions().size())
                .toList();
    }

    /** In a revision with several statements, a strong class of one could hide that the class of another is too mild. */
    @ParameterizedTest
    @MethodSource
    void statements(LintSample sample) throws SQLException {
        lint(sample.setup(), split(sample));
    }

    /** Each statement as a revision of its own. */
    private static List<String> split(LintSample sample) {
        List<String> statements = new ArrayList<>();
        for (String revision : sample.revisions()) {
            StatementReader reader = new StatementReader(SqlInput.of(revision), Position.START, () -> true);
            for (Optional<SqlStatement> next = reader.next(); next.isPresent(); next = reader.next()) {
                statements.add(next.get().annotation().map(line -> line + "\n").orElse("")
                        + next.get().text() + ";\n");
            }
        }
        return statements;
    }

    @Test
    void aJavaRevisionAllowsFindingsInItsHeader() throws SQLException {
        revisions.revision("a", "", "CREATE TABLE t (id int); CREATE TABLE u (id int);", "");

        assertThat(rules(new Allowing())).isEmpty();
        assertThat(rules(new AllowingWithoutReason())).containsExactlyInAnyOrder("drop-table", "allow-without-reason");
        assertThat(rules(new AllowingSomethingElse())).containsExactlyInAnyOrder("drop-table", "unused-allow");
    }

    private List<String> rules(JavaRevision revision) throws SQLException {
        Migrator migrator =
                migrator().toBuilder().javaRevisions(List.of(revision)).build();
        return alarms(new Linter(new RevisionReplay(migrator, server), OPTIONS).lint(List.of("j"))).stream()
                .map(Finding::rule)
                .toList();
    }

    @RevisionHeader(revision = "j", revises = "a", allow = "drop-table because nobody reads it")
    private static class Allowing extends DroppingTable {}

    @RevisionHeader(revision = "j", revises = "a", allow = "drop-table")
    private static class AllowingWithoutReason extends DroppingTable {}

    @RevisionHeader(revision = "j", revises = "a", allow = "drop-column because nobody reads it")
    private static class AllowingSomethingElse extends DroppingTable {}

    private abstract static class DroppingTable implements JavaRevision {

        @Override
        public void upgrade(MigrationContext context) {
            context.jdbc().sql("DROP TABLE u").update();
        }
    }

    private static List<Finding> alarms(LintReport report) {
        return report.findings().stream()
                .filter(finding -> finding.severity().compareTo(Severity.INFO) > 0)
                .toList();
    }

    private LintReport lint(String setup, List<String> texts) throws SQLException {
        revisions.irreversible("s1", "", LintSample.text("base.sql"));
        revisions.irreversible("s2", "s1", setup);
        List<String> ids = new ArrayList<>();
        for (String text : texts) {
            String id = "p" + ids.size();
            revisions.irreversible(id, ids.isEmpty() ? "s2" : ids.get(ids.size() - 1), text);
            ids.add(id);
        }
        try {
            Migrator migrator = migrator();
            LintReport report = new Linter(new RevisionReplay(migrator, server), OPTIONS).lint(ids);
            requireClasses(migrator.revisions(), report);
            return report;
        } finally {
            ids.forEach(revisions::delete);
        }
    }

    /** The class by the words of a script is never milder than the class by its trace. */
    private static void requireClasses(Revisions scripts, LintReport report) {
        for (RevisionChange change : scripts.changes(report.revisions(), List.of())) {
            assertThat(change.changeClass()).as("%s", change).isGreaterThanOrEqualTo(traced(scripts, report, change));
        }
    }

    private static ChangeClass traced(Revisions scripts, LintReport report, RevisionChange change) {
        String upgrade = scripts.findWithValues(change.name())
                .flatMap(RevisionText::upgrade)
                .orElse("");
        return TracedClass.of(report.trace(), change.name(), upgrade);
    }
}
