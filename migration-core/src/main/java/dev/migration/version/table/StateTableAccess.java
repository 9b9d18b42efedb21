// SPDX-License-Identifier: Apache-2.0
package dev.migration.version.table;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.StatementCallback;

import dev.migration.version.StateTables;
import dev.migration.version.UnsafeStateTablesException;

/**
 * Finds the state tables and checks that they are what they seem to be, in the same message as the query that reads them. The
 * check and the query are one transaction, in which the search_path and the policies of the session have no effect.
 */
public final class StateTableAccess {

    static final String UNDEFINED_TABLE = "42P01";

    private final JdbcOperations jdbc;
    private final StateTables tables;
    private final StateTableCheck check;
    private final boolean writes;
    private @Nullable Place place;

    /**
     * @param tables without a schema, they are found through the search_path
     * @param writes whether an owner that the role does not trust is refused, because writing could run the owner's code
     */
    public StateTableAccess(JdbcOperations jdbc, StateTables tables, boolean writes) {
        this.jdbc = jdbc;
        this.tables = tables;
        this.check = StateTableCheck.of(tables);
        this.writes = writes;
    }

    /**
     * Runs a query on the table of applied revisions; does nothing if the table does not exist.
     *
     * @param query makes the query from the name of the table; calls no function that the search_path could replace
     * @throws UnsafeStateTablesException if the tables cannot be trusted
     */
    void read(UnaryOperator<String> query, RowCallbackHandler rows) {
        try {
            Place found = jdbc.execute((StatementCallback<@Nullable Place>) statement -> {
                statement.execute(check.locate(true) + ";\n" + query.apply(tables.revisions()));
                Place first = place(statement);
                statement.getMoreResults();
                each(statement.getResultSet(), rows);
                return first;
            });
            require(found);
        } catch (DataAccessException failure) {
            if (isMissing(failure)) {
                return;
            }
            throw StateWriteFailure.unsafe(failure).map(this::explained).orElseThrow(() -> failure);
        }
    }

    /**
     * Checks the tables, if they exist, also if an earlier read did.
     *
     * @throws UnsafeStateTablesException if they cannot be trusted
     */
    public void check() {
        locate();
    }

    /**
     * The tables with their schema: where they exist or would be created; empty if there is no such schema. Asks the server only
     * if the schema is neither configured nor known from an earlier query.
     */
    Optional<StateTables> located() {
        if (tables.schema().isPresent()) {
            return Optional.of(tables);
        }
        Place known = place == null ? locate() : place;
        return Optional.ofNullable(known.schema()).map(tables::in);
    }

    /** The same, after a check. */
    Optional<StateTables> checked() {
        return Optional.ofNullable(locate().schema()).map(tables::in);
    }

    /** The qualified name of the table of applied revisions. */
    String revisions() {
        return located().orElse(tables).revisions();
    }

    private Place locate() {
        return require(jdbc.execute((StatementCallback<@Nullable Place>) statement -> {
            statement.execute(check.locate(false));
            return place(statement);
        }));
    }

    private Place require(@Nullable Place found) {
        Place checked = Objects.requireNonNull(found);
        if (checked.hides()) {
            refuse(new StateTableFaults(jdbc).hidden(check));
        }
        if (checked.unsafe() || writes && checked.foreignOwner()) {
            refuse(new StateTableFaults(jdbc).of(check, writes));
        }
        place = checked;
        return checked;
    }

    /** The names of the objects are read only now, because the query costs more than the check. */
    private RuntimeException explained(UnsafeStateTablesException unknown) {
        List<UnsafeStateTablesException.Fault> faults = new StateTableFaults(jdbc).of(check, writes);
        return faults.isEmpty() ? unknown : new UnsafeStateTablesException(faults);
    }

    private static void refuse(List<UnsafeStateTablesException.Fault> faults) {
        if (!faults.isEmpty()) {
            throw new UnsafeStateTablesException(faults);
        }
    }

    private boolean isMissing(DataAccessException failure) {
        if (!(failure.getMostSpecificCause() instanceof SQLException error)) {
            return false;
        }
        Optional<String> schema = StateWriteFailure.text(error, StateTableCheck.MISSING);
        schema.ifPresent(name -> place = new Place(name.isEmpty() ? null : name, false, false, false));
        return schema.isPresent() || UNDEFINED_TABLE.equals(error.getSQLState());
    }

    private static Place place(Statement statement) throws SQLException {
        try (ResultSet row = statement.getResultSet()) {
            row.next();
            return new Place(row.getString(1), row.getBoolean(2), row.getBoolean(3), row.getBoolean(4));
        }
    }

    private static void each(ResultSet result, RowCallbackHandler rows) throws SQLException {
        try (result) {
            while (result.next()) {
                rows.processRow(result);
            }
        }
    }

    /** What the server knows about the tables. */
    private record Place(@Nullable String schema, boolean hides, boolean unsafe, boolean foreignOwner) {}
}
