// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.scratch;

import java.util.List;

import org.postgresql.ds.common.BaseDataSource;

import dev.migration.sql.Quoting;

/**
 * A setting that ALTER DATABASE has made for every role.
 *
 * @param value the value of a list is SQL already
 */
record DatabaseSetting(String name, String value) {

    private static final List<String> LISTS =
            List.of("search_path", "local_preload_libraries", "session_preload_libraries", "temp_tablespaces");

    /** @param entry as in {@code pg_db_role_setting}: {@code name=value} */
    static DatabaseSetting of(String entry) {
        int end = entry.indexOf('=');
        return new DatabaseSetting(entry.substring(0, end), entry.substring(end + 1));
    }

    /** The setting as ALTER DATABASE writes it. */
    String sql() {
        return "SET " + name + " TO " + (LISTS.contains(name) ? value : Quoting.literal(value));
    }

    /**
     * Lets each session begin with the setting. PostgreSQL lets a role that is no superuser set a custom setting in its session, but not
     * with ALTER DATABASE, also not for its own database.
     */
    void beginWith(BaseDataSource source) {
        String options = source.getOptions();
        String escaped = value.replace("\\", "\\\\").replaceAll("\\s", "\\\\$0");
        source.setOptions((options == null ? "" : options + " ") + "-c " + name + "=" + escaped);
    }
}
