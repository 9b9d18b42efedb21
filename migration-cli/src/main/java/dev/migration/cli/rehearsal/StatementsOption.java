// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.rehearsal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

import dev.migration.Migrator;
import dev.migration.cli.output.FileFault;
import dev.migration.cli.setting.UsageException;
import dev.migration.execution.failure.DatabaseUnavailableException;
import dev.migration.survival.NoStatisticsException;
import dev.migration.survival.RecordedStatement;
import dev.migration.survival.RecordedStatements;
import dev.migration.survival.StatementFile;
import dev.migration.survival.StatementStatistics;

/** Where the statements of the application are recorded. */
final class StatementsOption {

    @Option(
            names = "--statements",
            paramLabel = "FILE",
            description = {
                "Reads the statements from a file instead of pg_stat_statements: each before a semicolon, or each line a JSON object"
                        + " with statement and calls."
            })
    private @Nullable Path file;

    RecordedStatements read(Migrator migrator, Path folder) {
        Path named = file;
        return named == null ? statistics(migrator) : file(folder.resolve(named));
    }

    private static RecordedStatements statistics(Migrator migrator) {
        try (Connection connection = migrator.dataSource().getConnection()) {
            connection.setAutoCommit(true);
            return StatementStatistics.read(connection).orElseThrow(NoStatisticsException::notInstalled);
        } catch (SQLException failure) {
            throw new DatabaseUnavailableException(failure);
        }
    }

    private static RecordedStatements file(Path file) {
        String name = String.valueOf(file.getFileName());
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            return text.stripLeading().startsWith("{")
                    ? StatementFile.of(jsonLines(name, text))
                    : StatementFile.read(name, text);
        } catch (IOException failure) {
            throw new UsageException(
                    "The file " + file + " cannot be read: " + FileFault.reason(failure) + ".",
                    "Name a file of UTF-8 text.");
        }
    }

    private static List<RecordedStatement> jsonLines(String name, String text) {
        List<RecordedStatement> found = new ArrayList<>();
        int line = 0;
        for (String json : text.lines().toList()) {
            line++;
            if (!json.isBlank()) {
                found.add(jsonLine(name + ":" + line, json));
            }
        }
        return found;
    }

    private static RecordedStatement jsonLine(String place, String json) {
        String statement = "";
        long calls = 0;
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING && "statement".equals(parser.currentName())) {
                    statement = parser.getString();
                } else if (token == JsonToken.VALUE_NUMBER_INT && "calls".equals(parser.currentName())) {
                    calls = parser.getLongValue();
                }
            }
        } catch (JacksonException fault) {
            throw unusable(place);
        }
        if (statement.isEmpty()) {
            throw unusable(place);
        }
        return new RecordedStatement(place, statement, calls);
    }

    private static UsageException unusable(String place) {
        return new UsageException(
                place + " is no JSON object with a statement.", "Write {\"statement\": \"SELECT …\", \"calls\": 10}.");
    }
}
