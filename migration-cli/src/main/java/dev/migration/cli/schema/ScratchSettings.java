// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Consumer;

import javax.sql.DataSource;

import dev.migration.Migrator;
import dev.migration.cli.schema.embedded.EmbeddedHost;
import dev.migration.cli.setting.CommandContext;
import dev.migration.cli.setting.DatabaseAddress;
import dev.migration.cli.setting.UsageException;
import dev.migration.execution.failure.DatabaseUnavailableException;
import dev.migration.execution.report.ConnectionPlace;
import dev.migration.schema.scratch.OtherHost;
import dev.migration.schema.scratch.ScratchHost;
import dev.migration.setting.SettingKey;

/**
 * Where scratch databases are created, and what is compared.
 *
 * @param address of the server
 * @param elsewhere the same, if it is not the server of the database
 * @param embedded whether they are created on an embedded server, whatever the role may do
 * @param templates whether databases stay on the server, so that later commands copy them
 * @param scope what is compared
 */
record ScratchSettings(
        DatabaseAddress address,
        Optional<DatabaseAddress> elsewhere,
        boolean embedded,
        boolean templates,
        ComparisonScope scope) {

    private static final String EMBEDDED = "embedded";

    private static final ConnectionPlace PLACE =
            new ConnectionPlace(SettingKey.SCRATCH_URL.key(), "in " + SettingKey.SCRATCH_URL.key(), "");

    static ScratchSettings of(CommandContext context) {
        Optional<String> configured = context.commandSetting(SettingKey.SCRATCH_URL);
        Optional<DatabaseAddress> elsewhere = configured
                .filter(url -> !url.equals(EMBEDDED))
                .map(url -> DatabaseAddress.parse(url, SettingKey.SCRATCH_URL.key()));
        return new ScratchSettings(
                elsewhere.orElseGet(context::database),
                elsewhere,
                configured.filter(EMBEDDED::equals).isPresent(),
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

    /** The server on which scratch databases are created, unless {@link #otherHost} has another one. */
    ScratchHost host(Migrator migrator) {
        return new ScratchHost(
                elsewhere.map(DatabaseAddress::dataSource).orElseGet(migrator::dataSource), address::dataSourceOf);
    }

    /** The embedded server, where it is needed; a configured address needs none. */
    OtherHost otherHost(Consumer<String> notes) {
        return elsewhere.isPresent() ? original -> Optional.empty() : new EmbeddedHost(embedded, notes);
    }

    /** @throws UsageException if the scratch databases would be on a server of another major version */
    void requireSameVersion(DataSource database) throws SQLException {
        if (elsewhere.isPresent()) {
            int here = version(database);
            int there = versionOf(elsewhere.get());
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

    private static int versionOf(DatabaseAddress scratch) {
        try {
            return version(scratch.dataSource());
        } catch (SQLException failure) {
            throw new DatabaseUnavailableException(failure, PLACE);
        }
    }

    private static int version(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection()) {
            return connection.getMetaData().getDatabaseMajorVersion();
        }
    }
}
