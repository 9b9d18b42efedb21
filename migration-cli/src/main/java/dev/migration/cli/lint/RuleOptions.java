// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.lint;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import dev.migration.cli.setting.UsageException;
import dev.migration.lint.Severity;
import dev.migration.lint.check.Baseline;
import dev.migration.lint.check.RuleBook;
import dev.migration.lint.check.TableSizes;
import dev.migration.lint.run.LintOptions;

/** Severities, sizes of tables and the baseline. */
final class RuleOptions {

    /** The value of {@code --sizes} without a file. */
    private static final String DATABASE = "database";

    @Option(
            names = "--rule",
            paramLabel = "RULE=SEVERITY",
            description = "Sets the severity of a rule: error, warning, info or off. May be repeated.")
    private Map<String, String> severities = new LinkedHashMap<>();

    @Option(
            names = "--rules-file",
            paramLabel = "FILE",
            description = "A file with a line RULE=SEVERITY for each rule to set.")
    private @Nullable Path rulesFile;

    @Option(
            names = "--sizes",
            arity = "0..1",
            fallbackValue = DATABASE,
            paramLabel = "FILE",
            description =
                    "Reads how many rows the tables have, from the database or from a file: findings about small tables become info.")
    private @Nullable String sizes;

    @Option(names = "--baseline", paramLabel = "FILE", description = "Leaves out the findings of this file.")
    private @Nullable Path baseline;

    RuleBook book(Path folder) {
        Map<String, Severity> set = new LinkedHashMap<>();
        if (rulesFile != null) {
            for (String line : LineFile.read(folder.resolve(rulesFile))) {
                String setting = line.replaceFirst("#.*", "").strip();
                if (!setting.isEmpty()) {
                    int equals = setting.indexOf('=');
                    set.put(
                            setting.substring(0, Math.max(0, equals)).strip(),
                            severity(setting.substring(equals + 1).strip()));
                }
            }
        }
        severities.forEach((rule, severity) -> set.put(rule, severity(severity)));
        return new RuleBook(set);
    }

    LintOptions options(RuleBook book, DataSource database, Path folder) throws SQLException {
        List<String> known = baseline == null ? List.of() : LineFile.read(folder.resolve(baseline));
        return new LintOptions(book, sizes(database, folder), Baseline.of(known));
    }

    private TableSizes sizes(DataSource database, Path folder) throws SQLException {
        if (sizes == null) {
            return TableSizes.UNKNOWN;
        }
        if (!sizes.equals(DATABASE)) {
            return TableSizes.of(sizes, LineFile.read(folder.resolve(sizes)));
        }
        try (Connection connection = database.getConnection()) {
            return TableSizes.read(connection);
        }
    }

    private static Severity severity(String text) {
        for (Severity severity : Severity.values()) {
            if (severity.text().equals(text.toLowerCase(Locale.ROOT))) {
                return severity;
            }
        }
        throw new UsageException("'" + text + "' is not a severity.", "Use error, warning, info or off.");
    }
}
