// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.lint;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import picocli.CommandLine.Option;

import dev.migration.MigrationStatus;
import dev.migration.Migrator;
import dev.migration.cli.schema.SchemaStates;
import dev.migration.cli.setting.UsageException;
import dev.migration.lint.fix.FixReport;
import dev.migration.lint.fix.Fixer;
import dev.migration.lint.run.LintOptions;
import dev.migration.revision.Revision;
import dev.migration.version.AppliedRevision;

/** Whether findings are fixed in their scripts. */
final class FixOptions {

    @Option(
            names = "--fix",
            description =
                    "Writes the SQL of the alternative into the script of a pending revision, where it is the whole change, and lints again.")
    private boolean fix;

    @Option(names = "--dry-run", description = "With --fix: shows what would be written, and writes nothing.")
    private boolean dryRun;

    /**
     * Whether {@code --fix} was given.
     *
     * @param format the format of the report
     * @throws UsageException if the options contradict each other
     */
    boolean isRequested(LintFormat format, LintScope scope) {
        if (dryRun && !fix) {
            throw new UsageException("--dry-run needs --fix.", "Type 'lint --fix --dry-run'.");
        }
        if (fix && (format != LintFormat.text || scope.isEach())) {
            throw new UsageException(
                    "--fix reports as text or with --json, and about one deployment.",
                    "Leave out --format and --each, and lint again afterwards.");
        }
        return fix;
    }

    /** Proves the fixes, and writes them unless this is a dry run. */
    WrittenFixes run(SchemaStates states, List<String> ids, LintOptions options) throws SQLException {
        Migrator migrator = states.migrator();
        Set<String> pending = pending(migrator.reader().status());
        ScriptFiles files = new ScriptFiles(migrator.revisions());
        FixReport report = new Fixer(
                        states.replay(),
                        options,
                        finding -> pending.contains(finding.statement().revision())
                                && files.find(finding.statement().source()).isPresent())
                .fix(ids);
        if (!dryRun) {
            files.write(report.scripts());
        }
        return new WrittenFixes(report, dryRun);
    }

    /** Revisions of which nothing was applied. */
    private static Set<String> pending(MigrationStatus status) {
        Set<String> begun =
                status.interrupted().stream().map(AppliedRevision::id).collect(Collectors.toSet());
        return status.pending().stream()
                .map(Revision::id)
                .filter(id -> !begun.contains(id))
                .collect(Collectors.toSet());
    }
}
