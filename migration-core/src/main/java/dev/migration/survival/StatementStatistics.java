// SPDX-License-Identifier: Apache-2.0
package dev.migration.survival;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the statements of a database from the extension pg_stat_statements. */
public final class StatementStatistics {

    private static final String PLACE = "SELECT pg_catalog.quote_ident(n.nspname) FROM pg_catalog.pg_extension x"
            + " JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) x.extnamespace"
            + " WHERE x.extname OPERATOR(pg_catalog.=) 'pg_stat_statements'";

    /** Without the statements of this library, whose session names itself. */
    private static final String STATEMENTS = """
            SELECT s.dbid OPERATOR(pg_catalog.=) (SELECT d.oid FROM pg_catalog.pg_database d \
            WHERE d.datname OPERATOR(pg_catalog.=) pg_catalog.current_database()), \
            coalesce(s.query, ''), s.calls, coalesce(s.queryid, 0) FROM %s.pg_stat_statements s ORDER BY s.calls DESC""";

    private static final String HIDDEN = "<insufficient privilege>";

    private StatementStatistics() {}

    /**
     * Reads them, those with most calls first.
     *
     * @return empty if the extension is not installed in this database
     * @throws NoStatisticsException if it is installed but not loaded
     */
    public static Optional<RecordedStatements> read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            Optional<String> schema = schema(statement);
            if (schema.isEmpty()) {
                return Optional.empty();
            }
            try (ResultSet row = statement.executeQuery(STATEMENTS.formatted(schema.get()))) {
                return Optional.of(read(row));
            } catch (SQLException failure) {
                throw NoStatisticsException.notLoaded(failure);
            }
        }
    }

    private static Optional<String> schema(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(PLACE)) {
            return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
        }
    }

    private static RecordedStatements read(ResultSet row) throws SQLException {
        Map<String, RecordedStatement> found = new LinkedHashMap<>();
        Map<String, Integer> omitted = new TreeMap<>();
        while (row.next()) {
            String text = row.getString(2);
            Optional<String> reason = !row.getBoolean(1)
                    ? Optional.of("of other databases")
                    : text.equals(HIDDEN)
                            ? Optional.of("of other roles, which this role may not read (GRANT pg_read_all_stats)")
                            : StatementScope.reason(text);
            if (reason.isPresent()) {
                omitted.merge(reason.get(), 1, Integer::sum);
                continue;
            }
            RecordedStatement statement =
                    new RecordedStatement("pg_stat_statements " + row.getLong(4), text, row.getLong(3));
            // Several roles may run the same one.
            found.merge(
                    text,
                    statement,
                    (first, second) -> new RecordedStatement(first.origin(), text, first.calls() + second.calls()));
        }
        return new RecordedStatements(List.copyOf(found.values()), omitted);
    }
}
