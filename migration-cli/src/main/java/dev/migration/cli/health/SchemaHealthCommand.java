// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.health;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import dev.migration.cli.command.ReportingCommand;
import dev.migration.cli.health.check.HealthCheck;
import dev.migration.cli.health.check.HealthFinding;
import dev.migration.cli.health.check.SchemaHealth;
import dev.migration.cli.output.ExitCode;
import dev.migration.cli.output.JsonObject;
import dev.migration.cli.output.Plurals;
import dev.migration.cli.output.Report;
import dev.migration.cli.schema.SchemaStates;
import dev.migration.cli.setting.UsageException;

/** Reports what is wrong with the schema of the database, whatever created it. */
@Command(
        name = "schema-health",
        description =
                "Reports invalid, duplicate and overlapping indexes, constraints that were never validated, foreign keys without"
                        + " an index, tables without a primary key, and sequences near their end. Changes nothing.",
        footer = {
            "",
            "Left out are the state tables, extensions, and the tables of ShedLock, Quartz, JobRunr and others; migration.compare.*",
            "leaves out more. The exit code is 3 if something is found."
        })
public final class SchemaHealthCommand extends ReportingCommand {

    @Option(names = "--markdown", description = "Prints the findings as tables in Markdown.")
    private boolean markdown;

    @Override
    protected Report report() {
        requireLibrary();
        List<HealthFinding> findings = SchemaStates.use(
                invocation(), states -> new SchemaHealth(states.migrator(), states.filter()).findings());
        return new Report(
                findings.isEmpty() ? ExitCode.OK : ExitCode.PENDING,
                lines(findings),
                JsonObject.of(
                                "findings",
                                findings.stream()
                                        .map(SchemaHealthCommand::members)
                                        .toList())
                        .map());
    }

    private static void requireLibrary() {
        if (!SchemaHealth.hasLibrary()) {
            throw new UsageException(
                    "schema-health needs pg-index-health, which is not on the class path.",
                    "Add the dependency io.github.mfvanek:pg-index-health-core, or use the stand-alone jar.");
        }
    }

    private List<String> lines(List<HealthFinding> findings) {
        List<String> lines = new ArrayList<>();
        for (HealthCheck check : HealthCheck.values()) {
            List<HealthFinding> some = findings.stream()
                    .filter(finding -> finding.check() == check)
                    .toList();
            if (!some.isEmpty()) {
                lines.addAll(markdown ? table(check, some) : list(check, some));
            }
        }
        lines.add(
                findings.isEmpty()
                        ? "Nothing is wrong with the schema."
                        : Plurals.of(findings.size(), "finding") + ".");
        return lines;
    }

    private static List<String> list(HealthCheck check, List<HealthFinding> findings) {
        List<String> lines = new ArrayList<>(List.of(check.id() + ": " + check.title()));
        findings.forEach(finding -> lines.add("  " + finding.line()));
        lines.add("  What to do: " + check.advice());
        return lines;
    }

    private static List<String> table(HealthCheck check, List<HealthFinding> findings) {
        List<String> lines = new ArrayList<>(List.of(
                "### " + check.id(),
                "",
                check.title() + ". " + check.advice(),
                "",
                "| table | object | |",
                "|---|---|---|"));
        findings.forEach(finding -> lines.add(
                "| " + cell(finding.table()) + " | " + cell(finding.object()) + " | " + cell(finding.detail()) + " |"));
        lines.add("");
        return lines;
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }

    private static Map<String, Object> members(HealthFinding finding) {
        return JsonObject.of("check", finding.check().id())
                .and("table", finding.table())
                .and("object", finding.object())
                .and("detail", finding.detail())
                .and("advice", finding.check().advice())
                .map();
    }
}
