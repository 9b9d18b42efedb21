// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.lint;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import dev.migration.cli.command.ReportingCommand;
import dev.migration.cli.output.ExitCode;
import dev.migration.cli.output.JsonObject;
import dev.migration.cli.output.Report;
import dev.migration.cli.schema.SchemaStates;
import dev.migration.lint.check.Baseline;
import dev.migration.lint.check.RuleBook;
import dev.migration.lint.run.LintOptions;
import dev.migration.lint.run.LintReport;
import dev.migration.lint.run.Linter;

/** Finds dangerous statements in revisions. */
@Command(
        name = "lint",
        description =
                "Applies revisions to a scratch database, and reports what is dangerous in them for a running application.",
        footer = {
            "",
            "Examples:",
            "  lint                        the revisions that are pending in the database, as one deployment",
            "  lint abc123                 this revision",
            "  lint --since abc123         everything after this revision",
            "  lint --each --since base    the whole history, each revision as a deployment of its own",
            "  lint --fix --dry-run        what it would write into pending scripts",
            "",
            "What exists before the first of these revisions is what the application uses; later tables are new. The scratch database",
            "is on the same server and is dropped afterwards: the role needs CREATEDB. The exit code is 3 if there is a finding of the",
            "severity of --fail-on."
        })
public final class LintCommand extends ReportingCommand {

    @Mixin
    private LintScope scope = new LintScope();

    @Mixin
    private RuleOptions rules = new RuleOptions();

    @Mixin
    private FixOptions fixes = new FixOptions();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "text, json, sarif, github, gitlab, junit or markdown; default: text.")
    private LintFormat format = LintFormat.text;

    @Option(names = "--output", paramLabel = "FILE", description = "Writes the report into a file instead.")
    private @Nullable Path output;

    @Option(
            names = "--source-root",
            paramLabel = "FOLDER",
            description = "The folder of scripts on the class path in the repository, such as src/main/resources.")
    private String sourceRoot = "";

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            description = "error, warning, info or never; default: warning.")
    private FailOn failOn = FailOn.warning;

    @Option(
            names = "--write-baseline",
            paramLabel = "FILE",
            description = "Writes the findings into a baseline file, so that --baseline leaves them out.")
    private @Nullable Path writtenBaseline;

    @Option(names = "--rules", description = "Lists all rules with their severities, and does nothing else.")
    private boolean list;

    @Override
    protected Report report() {
        RuleBook book = rules.book(invocation().context().folder());
        if (list) {
            return RuleList.of(book);
        }
        if (fixes.isRequested(format, scope)) {
            return fixed(SchemaStates.use(
                    invocation(), states -> fixes.run(states, scope.ids(states.migrator()), options(states, book))));
        }
        return checked(SchemaStates.use(invocation(), states -> lint(states, book)));
    }

    private Report checked(LintReport report) {
        LintText text = text(report);
        Optional<Path> baseline = Optional.ofNullable(writtenBaseline).map(this::resolve);
        baseline.ifPresent(file -> LineFile.write(file, Baseline.lines(report.findings())));
        List<String> lines = new ArrayList<>(format.lines(text));
        if (output != null) {
            Path file = resolve(output);
            LineFile.write(file, lines);
            lines = List.of(text.summary(), "The report is in " + file + ".");
        }
        return new Report(
                baseline.isEmpty() && failOn.fails(report) ? ExitCode.PENDING : ExitCode.OK,
                lines,
                JsonObject.of("findings", text.members())
                        .and("revisions", text.revisions())
                        .and("allowed", report.allowed().size())
                        .and("baseline", report.known().size())
                        .map());
    }

    private Report fixed(WrittenFixes written) {
        LintReport after = written.report().after();
        LintText text = text(after);
        List<String> lines = new ArrayList<>(written.lines(names()));
        lines.addAll(text.lines());
        JsonObject members = JsonObject.of("findings", text.members()).and("revisions", text.revisions());
        return new Report(
                failOn.fails(after) ? ExitCode.PENDING : ExitCode.OK,
                lines,
                written.addTo(members, names())
                        .and("allowed", after.allowed().size())
                        .and("baseline", after.known().size())
                        .map());
    }

    private LintReport lint(SchemaStates states, RuleBook book) throws SQLException {
        return scope.lint(states.migrator(), new Linter(states.replay(), options(states, book)));
    }

    private LintOptions options(SchemaStates states, RuleBook book) throws SQLException {
        return rules.options(
                book, states.migrator().dataSource(), invocation().context().folder());
    }

    private LintText text(LintReport report) {
        return new LintText(report, names(), new RevisionPlans(invocation().revisions(), report.revisions()));
    }

    private SourceNames names() {
        return new SourceNames(invocation().context().folder(), sourceRoot);
    }

    private Path resolve(Path file) {
        return invocation().context().folder().resolve(file);
    }
}
