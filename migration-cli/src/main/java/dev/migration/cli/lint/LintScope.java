// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.lint;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.migration.Migrator;
import dev.migration.Revisions;
import dev.migration.lint.run.LintReport;
import dev.migration.lint.run.Linter;
import dev.migration.revision.Revision;
import dev.migration.revision.RevisionSet;

/** Which revisions are linted, and whether as one deployment. */
final class LintScope {

    @Parameters(
            arity = "0..*",
            paramLabel = "REVISION",
            description = "Revisions, or ranges such as abc123:heads; default: those that are pending in the database.")
    private List<String> named = List.of();

    @Option(names = "--since", paramLabel = "REVISION", description = "Every revision after this one; base is all.")
    private @Nullable String since;

    @Option(
            names = "--each",
            description = "Each revision as a deployment of its own: what the ones before it created counts as used.")
    private boolean each;

    LintReport lint(Migrator migrator, Linter linter) throws SQLException {
        List<String> ids = ids(migrator);
        if (!each && !ids.isEmpty()) {
            return linter.lint(ids);
        }
        List<LintReport> reports = new ArrayList<>();
        for (String id : ids) {
            reports.add(linter.lint(List.of(id)));
        }
        return LintReport.together(reports);
    }

    boolean isEach() {
        return each;
    }

    /** The full ids of the revisions. */
    List<String> ids(Migrator migrator) {
        Revisions revisions = migrator.revisions();
        if (since != null) {
            return since(since, revisions);
        }
        if (named.isEmpty()) {
            return migrator.reader().status().pending().stream()
                    .map(Revision::id)
                    .toList();
        }
        Set<String> ids = new LinkedHashSet<>();
        for (String text : named) {
            List<Revision> found = text.contains(":") ? revisions.history(text) : revisions.resolve(List.of(text));
            found.forEach(revision -> ids.add(revision.id()));
        }
        return revisions.graph().known(List.copyOf(ids)).inOrder().stream()
                .map(Revision::id)
                .toList();
    }

    private static List<String> since(String start, Revisions revisions) {
        RevisionSet all = revisions.graph().realHeads().ancestors();
        RevisionSet before = Optional.of(start)
                .filter(text -> !text.equals("base"))
                .map(text -> revisions
                        .graph()
                        .known(revisions.resolve(List.of(text)).stream()
                                .map(Revision::id)
                                .toList())
                        .ancestors())
                .orElseGet(() -> all.minus(all));
        return all.minus(before).inOrder().stream().map(Revision::id).toList();
    }
}
