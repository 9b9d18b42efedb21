// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.health.check;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.github.mfvanek.pg.connection.PgConnection;
import io.github.mfvanek.pg.connection.PgConnectionImpl;
import io.github.mfvanek.pg.core.checks.common.DatabaseCheckOnHost;
import io.github.mfvanek.pg.core.checks.host.StandardChecksOnHost;
import io.github.mfvanek.pg.model.column.ColumnNameAware;
import io.github.mfvanek.pg.model.column.ColumnsAware;
import io.github.mfvanek.pg.model.context.PgContext;
import io.github.mfvanek.pg.model.dbobject.DbObject;
import io.github.mfvanek.pg.model.index.DuplicatedIndexes;
import io.github.mfvanek.pg.model.index.Index;
import io.github.mfvanek.pg.model.sequence.SequenceState;
import io.github.mfvanek.pg.model.table.TableNameAware;

import dev.migration.schema.SchemaObject;
import dev.migration.schema.SchemaSnapshot;

/**
 * Runs the checks on one connection, in a transaction that is rolled back.
 *
 * @param connection to the database
 * @param scope the objects that are checked
 */
record CatalogChecks(Connection connection, SchemaSnapshot scope) {

    /** An address that the checks show nowhere: they want one, to find the primary of a cluster. */
    private static final String ADDRESS = "jdbc:postgresql://localhost:5432/postgres";

    private static final double BLOAT_IS_NOT_CHECKED = 100;
    private static final double REMAINING_PERCENT = 10;

    private static final String TABLE_OF_SEQUENCE = """
            SELECT d.refobjid::regclass::text FROM pg_depend d WHERE d.classid = 'pg_class'::regclass \
            AND d.objid = ?::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')""";

    /** The index with fewer columns; a unique one is a constraint, and another access method serves other queries. */
    private static final String REDUNDANT = """
            SELECT s.indexrelid::regclass::text FROM pg_index s JOIN pg_class sc ON sc.oid = s.indexrelid, \
            pg_index l JOIN pg_class lc ON lc.oid = l.indexrelid \
            WHERE s.indexrelid = ANY (?::text[]::regclass[]) AND l.indexrelid = ANY (?::text[]::regclass[]) \
            AND s.indnkeyatts < l.indnkeyatts AND NOT s.indisunique AND sc.relam = lc.relam AND s.indexprs IS NULL""";

    /** What is wrong, in the order of the checks. */
    List<HealthFinding> findings() throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            // Then every name is qualified, as in the scope.
            statement.execute("SET LOCAL search_path = pg_catalog, pg_temp");
            return findings(PgConnectionImpl.ofUrl(new SharedConnection(connection), ADDRESS));
        } finally {
            connection.rollback();
        }
    }

    private List<HealthFinding> findings(PgConnection database) throws SQLException {
        Set<String> schemas = new TreeSet<>();
        scope.objects().keySet().stream()
                .map(SchemaObject::schema)
                .filter(schema -> !schema.isEmpty())
                .forEach(schemas::add);
        List<DatabaseCheckOnHost<? extends DbObject>> all = new StandardChecksOnHost().apply(database);
        Set<HealthFinding> findings = new LinkedHashSet<>();
        for (HealthCheck check : HealthCheck.values()) {
            for (DatabaseCheckOnHost<? extends DbObject> one : all) {
                if (one.getName().equals(check.diagnostic().getName())) {
                    for (String schema : schemas) {
                        for (DbObject found :
                                one.check(PgContext.of(schema, BLOAT_IS_NOT_CHECKED, REMAINING_PERCENT))) {
                            finding(check, found).ifPresent(findings::add);
                        }
                    }
                }
            }
        }
        return List.copyOf(findings);
    }

    private Optional<HealthFinding> finding(HealthCheck check, DbObject found) throws SQLException {
        if (found instanceof SequenceState sequence) {
            String name = sequence.getSequenceName();
            String table = tableOf(name).orElse(name);
            return inScope(table)
                    ? Optional.of(new HealthFinding(
                            check,
                            table,
                            name,
                            sequence.getDataType() + ", " + sequence.getRemainingPercentage() + " % left"))
                    : Optional.empty();
        }
        if (!(found instanceof TableNameAware table) || !inScope(table.getTableName())) {
            return Optional.empty();
        }
        if (found instanceof DuplicatedIndexes indexes) {
            return ofIndexes(check, indexes);
        }
        return Optional.of(new HealthFinding(check, table.getTableName(), found.getName(), columns(found)));
    }

    private Optional<HealthFinding> ofIndexes(HealthCheck check, DuplicatedIndexes indexes) throws SQLException {
        List<String> names =
                indexes.getIndexes().stream().map(Index::getIndexName).sorted().toList();
        if (check == HealthCheck.DUPLICATE_INDEX) {
            return Optional.of(new HealthFinding(check, indexes.getTableName(), String.join(", ", names), ""));
        }
        for (String shorter : redundant(names)) {
            List<String> others = new ArrayList<>(names);
            others.remove(shorter);
            return Optional.of(new HealthFinding(
                    check, indexes.getTableName(), shorter, "covered by " + String.join(", ", others)));
        }
        return Optional.empty();
    }

    private static String columns(DbObject found) {
        return found instanceof ColumnsAware aware
                ? aware.getColumns().stream()
                        .map(ColumnNameAware::getColumnName)
                        .collect(Collectors.joining(", "))
                : "";
    }

    private boolean inScope(String name) {
        return scope.objects().keySet().stream()
                .anyMatch(
                        object -> object.name().equals(name) && object.ownedBy().isEmpty());
    }

    private Optional<String> tableOf(String sequence) throws SQLException {
        return query(TABLE_OF_SEQUENCE, sequence).stream().findFirst();
    }

    private List<String> redundant(List<String> indexes) throws SQLException {
        Object names = connection.createArrayOf("text", indexes.toArray());
        return query(REDUNDANT, names, names);
    }

    private List<String> query(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                query.setObject(i + 1, parameters[i]);
            }
            List<String> values = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    values.add(row.getString(1));
                }
            }
            return values;
        }
    }
}
