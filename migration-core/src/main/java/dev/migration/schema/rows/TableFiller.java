// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.rows;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.migration.execution.report.ServerErrors;
import dev.migration.schema.rows.TableShape.ColumnShape;
import dev.migration.schema.rows.TableShape.Reference;
import dev.migration.sql.Quoting;

/**
 * Inserts generated rows into one table. If a constraint refuses a row, other values of its columns are tried, all combinations one
 * after the other.
 */
record TableFiller(Statement statement, TableShape shape) {

    private static final int ATTEMPTS = 100;

    /** A constraint that other values may satisfy: CHECK, UNIQUE, EXCLUDE; a partition that does not exist is a CHECK, too. */
    private static final List<String> REFUSED = List.of("23514", "23505", "23P01");

    /** The class of errors about a literal that is no value of its type. */
    private static final String INVALID_VALUE = "22";

    /** @return why no row was inserted */
    Optional<String> insert(int number, boolean nulls) throws SQLException {
        Map<String, String> fixed = new LinkedHashMap<>();
        for (Reference reference : shape.references()) {
            Optional<String> refusal = refer(reference, number, fixed);
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        Optional<ColumnShape> unknown = shape.columns().stream()
                .filter(column -> !fixed.containsKey(column.name()) && shape.isRequired(column.name()))
                .filter(column -> GeneratedValues.of(column).isEmpty())
                .findFirst();
        if (unknown.isPresent()) {
            return Optional.of("no value is known for the type " + unknown.get().type() + " of the column "
                    + unknown.get().name());
        }
        return attempt(number, nulls, fixed);
    }

    private Optional<String> attempt(int number, boolean nulls, Map<String, String> fixed) throws SQLException {
        Map<String, Integer> variants = new HashMap<>();
        Optional<String> refusal = Optional.empty();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                statement.execute(sql(number, nulls && attempt == 0, fixed, variants));
                return Optional.empty();
            } catch (SQLException failure) {
                if (!ServerErrors.isOfServer(failure)) {
                    throw failure;
                }
                refusal = Optional.of(ServerErrors.describe(failure));
                if (!advance(failure, fixed, variants)) {
                    return refusal;
                }
            }
        }
        return refusal;
    }

    /** Chooses the next combination of values of the columns of the constraint. */
    private boolean advance(SQLException failure, Map<String, String> fixed, Map<String, Integer> variants) {
        List<String> columns = suspects(failure);
        for (ColumnShape column : shape.columns()) {
            if (columns.contains(column.name()) && !fixed.containsKey(column.name())) {
                int next = variants.getOrDefault(column.name(), 0) + 1;
                if (next
                        < GeneratedValues.of(column)
                                .map(GeneratedValues::variants)
                                .orElse(1)) {
                    variants.put(column.name(), next);
                    return true;
                }
                variants.put(column.name(), 0);
            }
        }
        return false;
    }

    /** The columns whose values may be what the server refuses. */
    private List<String> suspects(SQLException failure) {
        String state = ServerErrors.stateOf(failure);
        if (!REFUSED.contains(state) && !state.startsWith(INVALID_VALUE)) {
            return List.of();
        }
        List<String> checked = shape.columns().stream()
                .filter(column -> !column.hints().isEmpty())
                .map(ColumnShape::name)
                .toList();
        // The constraint of a domain has no columns, and a literal that is no value of a type has no constraint.
        List<String> others = checked.isEmpty()
                ? shape.columns().stream().map(ColumnShape::name).toList()
                : checked;
        return ServerErrors.constraint(failure).map(shape.constraints()::get).orElse(others);
    }

    /** Takes the values of a foreign key from a row of the other table. */
    private Optional<String> refer(Reference reference, int number, Map<String, String> fixed) throws SQLException {
        int rows = count(reference.table());
        if (rows == 0) {
            if (reference.columns().stream().anyMatch(shape::isRequired)) {
                return Optional.of("it refers to " + reference.table() + ", which has no rows");
            }
            reference.columns().forEach(column -> fixed.putIfAbsent(column, "NULL"));
            return Optional.empty();
        }
        for (int place = 0; place < reference.columns().size(); place++) {
            fixed.putIfAbsent(
                    reference.columns().get(place),
                    "(SELECT r." + Quoting.identifier(reference.referenced().get(place)) + " FROM " + reference.table()
                            + " r ORDER BY r.ctid OFFSET " + (number - 1) % rows + " LIMIT 1)");
        }
        return Optional.empty();
    }

    private int count(String table) throws SQLException {
        try (ResultSet row =
                statement.executeQuery("SELECT count(*) FROM (SELECT FROM " + table + " LIMIT 100) limited")) {
            row.next();
            return row.getInt(1);
        }
    }

    private String sql(int number, boolean nulls, Map<String, String> fixed, Map<String, Integer> variants) {
        Map<String, String> values = new LinkedHashMap<>();
        for (ColumnShape column : shape.columns()) {
            String name = column.name();
            String value = fixed.getOrDefault(name, "");
            if (value.isEmpty()) {
                value = nulls && !shape.isRequired(name)
                        ? "NULL"
                        : GeneratedValues.of(column)
                                .map(known -> known.sql(number, variants.getOrDefault(name, 0)))
                                .orElse("NULL");
            }
            values.put(Quoting.identifier(name), value);
        }
        return values.isEmpty()
                ? "INSERT INTO " + shape.name() + " DEFAULT VALUES"
                : "INSERT INTO " + shape.name() + " (" + String.join(", ", values.keySet()) + ") VALUES ("
                        + String.join(", ", values.values()) + ")";
    }
}
