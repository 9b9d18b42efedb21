// SPDX-License-Identifier: Apache-2.0
package dev.migration.version.table;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.postgresql.core.Oid;
import org.postgresql.jdbc.PgResultSet;

import dev.migration.error.PrintableText;
import dev.migration.revision.Identifiers;
import dev.migration.version.ServerText;
import dev.migration.version.UnsafeStateTablesException;

/**
 * A row of the table of applied revisions. The constraints of the table and the types of its columns may have been changed by hand, so
 * each value is checked.
 *
 * @param table the qualified name of the table; asked for only if there is a fault
 */
record StateRow(ResultSet row, Supplier<String> table) {

    private static final int SHOWN = 50;

    /** @throws UnsafeStateTablesException if the column is NULL */
    String text(String column) throws SQLException {
        return required(column, row.getString(column));
    }

    /** @throws UnsafeStateTablesException if the column is NULL */
    Instant instant(String column) throws SQLException {
        return required(column, time(column));
    }

    Optional<Instant> optionalInstant(String column) throws SQLException {
        return Optional.ofNullable(time(column));
    }

    /** The driver needs a calendar for a time; the usual form of the server can be read without one. */
    private @Nullable Instant time(String column) throws SQLException {
        String text = row.getString(column);
        Instant usual = text == null ? null : ServerText.time(text);
        if (usual != null) {
            return usual;
        }
        Timestamp timestamp = row.getTimestamp(column);
        return timestamp == null ? null : timestamp.toInstant();
    }

    /** @throws UnsafeStateTablesException if the column is not an array of names */
    List<String> names(String column) throws SQLException {
        List<String> usual = usualNames(row.findColumn(column));
        return usual == null ? anyNames(column) : usual;
    }

    /** The name of the type is not asked for: the driver would query the catalogs, where a planted operator may be in the path. */
    private @Nullable List<String> usualNames(int column) throws SQLException {
        String text = row.getString(column);
        return text != null && isTextArray(column) ? ServerText.names(text) : null;
    }

    private boolean isTextArray(int column) throws SQLException {
        return row.isWrapperFor(PgResultSet.class)
                && row.unwrap(PgResultSet.class).getColumnOID(column) == Oid.TEXT_ARRAY;
    }

    private List<String> anyNames(String column) throws SQLException {
        Object value = required(column, row.getObject(column));
        if (!(value instanceof Array array) || !(array.getArray() instanceof String[] names)) {
            throw fault(
                    "the column " + column + " is not of type text[]",
                    "ALTER TABLE " + table.get() + " ALTER COLUMN " + column + " TYPE text[] USING " + column
                            + "::text[]");
        }
        if (Stream.of(names).anyMatch(name -> name == null || isFault(name))) {
            throw fault("the column " + column + " contains what is no name of a revision or a branch", update(column));
        }
        return List.of(names);
    }

    private static boolean isFault(String name) {
        return Identifiers.fault(name).isPresent();
    }

    private <T> T required(String column, @Nullable T value) throws SQLException {
        if (value == null) {
            throw fault("the column " + column + " is NULL", update(column));
        }
        return value;
    }

    private String update(String column) throws SQLException {
        return "UPDATE " + table.get() + " SET " + column + " = … WHERE revision = '" + key() + "'";
    }

    private UnsafeStateTablesException fault(String text, String sql) throws SQLException {
        return new UnsafeStateTablesException(List.of(new UnsafeStateTablesException.Fault(
                table.get() + ", row '" + key() + "': " + text,
                "Correct it (" + sql + "), or restore the table from a backup.")));
    }

    private String key() throws SQLException {
        return PrintableText.of(String.valueOf(row.getString("revision")), SHOWN);
    }
}
