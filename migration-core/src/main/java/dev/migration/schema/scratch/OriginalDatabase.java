// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.scratch;

import java.sql.SQLException;
import java.util.List;

import dev.migration.sql.Quoting;

/** What a scratch database takes over from the database of a session. */
record OriginalDatabase(ScratchSession session) {

    /** ICU and builtin locales exist since 15 and 17; a copy of template0 has the provider of the server. */
    String locale() throws SQLException {
        List<String> values = session.rows(
                        "SELECT pg_catalog.pg_encoding_to_char(encoding), datcollate, datctype FROM pg_catalog.pg_database"
                                + " WHERE datname = pg_catalog.current_database()")
                .get(0);
        return "ENCODING " + Quoting.literal(values.get(0)) + " LC_COLLATE " + Quoting.literal(values.get(1))
                + " LC_CTYPE " + Quoting.literal(values.get(2));
    }

    /** What ALTER DATABASE has set for every role. */
    List<DatabaseSetting> settings() throws SQLException {
        return session
                .query(
                        "SELECT s.setting FROM pg_catalog.pg_db_role_setting r, pg_catalog.unnest(r.setconfig) s (setting)"
                                + " WHERE r.setrole = 0 AND r.setdatabase = (SELECT d.oid FROM pg_catalog.pg_database d"
                                + " WHERE d.datname = pg_catalog.current_database())")
                .stream()
                .map(DatabaseSetting::of)
                .toList();
    }
}
