// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

import javax.sql.DataSource;

import dev.migration.cli.setting.CommandContext;
import dev.migration.cli.setting.DatabaseAddress;
import dev.migration.cli.setting.UsageException;
import dev.migration.schema.ObjectFilter;
import dev.migration.setting.SettingKey;
import dev.migration.setting.SettingType;

/**
 * Where scratch databases are created, and what is compared.
 *
 * @param address of the server
 * @param elsewhere the same, if it is not the server of the database
 * @param templates whether databases stay on the server, so that later commands copy them
 * @param filter the objects that are compared
 */
record ScratchSettings(
        DatabaseAddress address, Optional<DatabaseAddress> elsewhere, boolean templates, ObjectFilter filter) {

    static ScratchSettings of(CommandContext context) {
        Optional<DatabaseAddress> elsewhere = context.commandSetting(SettingKey.SCRATCH_URL)
                .map(url -> DatabaseAddress.parse(url, SettingKey.SCRATCH_URL.key()));
        return new ScratchSettings(
                elsewhere.orElseGet(context::database),
                elsewhere,
                context.commandSetting(SettingKey.SCRATCH_TEMPLATES)
                        .map(ScratchSettings::flag)
                        .orElse(true),
                new ObjectFilter(list(context, SettingKey.COMPARE_INCLUDE), list(context, SettingKey.COMPARE_EXCLUDE)));
    }

    private static List<String> list(CommandContext context, SettingKey key) {
        return context.commandSetting(key).map(SettingType::split).orElse(List.of());
    }

    private static boolean flag(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new UsageException(
                    SettingKey.SCRATCH_TEMPLATES.key() + " is neither true nor false: '" + text + "'.",
                    "Set it to false if no database may stay on the server.");
        }
        return text.equals("true");
    }

    /** @throws UsageException if the scratch databases would be on a server of another major version */
    void requireSameVersion(DataSource database) throws SQLException {
        if (elsewhere.isPresent()) {
            int here = version(database);
            int there = version(elsewhere.get().dataSource());
            if (here != there) {
                throw otherVersion(here, there);
            }
        }
    }

    static UsageException otherVersion(int from, int to) {
        return new UsageException(
                "The catalogs of PostgreSQL " + from + " and " + to + " cannot be compared.",
                "Compare databases of servers with the same major version.");
    }

    private static int version(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection()) {
            return connection.getMetaData().getDatabaseMajorVersion();
        }
    }
}
