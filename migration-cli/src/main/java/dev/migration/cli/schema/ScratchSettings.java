// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

import javax.sql.DataSource;

import dev.migration.cli.setting.CommandContext;
import dev.migration.cli.setting.DatabaseAddress;
import dev.migration.cli.setting.UsageException;
import dev.migration.setting.SettingKey;

/**
 * Where scratch databases are created, and what is compared.
 *
 * @param address of the server
 * @param elsewhere the same, if it is not the server of the database
 * @param templates whether databases stay on the server, so that later commands copy them
 * @param scope what is compared
 */
record ScratchSettings(
        DatabaseAddress address, Optional<DatabaseAddress> elsewhere, boolean templates, ComparisonScope scope) {

    static ScratchSettings of(CommandContext context) {
        Optional<DatabaseAddress> elsewhere = context.commandSetting(SettingKey.SCRATCH_URL)
                .map(url -> DatabaseAddress.parse(url, SettingKey.SCRATCH_URL.key()));
        return new ScratchSettings(
                elsewhere.orElseGet(context::database),
                elsewhere,
                context.commandSetting(SettingKey.SCRATCH_TEMPLATES)
                        .map(ScratchSettings::flag)
                        .orElse(true),
                ComparisonScope.of(context));
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
