// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.database;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.postgresql.ds.PGSimpleDataSource;

import dev.migration.Migrator;
import dev.migration.boot.datasource.ConnectionSettings;
import dev.migration.boot.datasource.UnpooledDataSource;
import dev.migration.version.StateTables;

/**
 * Checks that no two named databases use the same state tables, because each would treat the revisions of the other as its
 * own. Compares settings: two host names of the same server count as two servers.
 */
final class StateTableOwners {

    private static final String POSTGRESQL = "jdbc:postgresql:";

    private final List<Claim> claims = new CopyOnWriteArrayList<>();

    /**
     * Claims the state tables of a migrator for a database. Does nothing if the settings do not determine the schema.
     *
     * @throws SharedStateException if another database has claimed them
     */
    void claim(String database, Migrator migrator) {
        StateTables tables = migrator.settings().tables();
        address(migrator.dataSource(), tables).ifPresent(address -> {
            for (Claim claim : claims) {
                if (!claim.database().equals(database) && address.overlaps(claim.address())) {
                    throw new SharedStateException(claim.database(), database);
                }
            }
            claims.add(new Claim(database, address));
        });
    }

    private static Optional<StateAddress> address(DataSource source, StateTables tables) {
        return source instanceof UnpooledDataSource unpooled
                ? unpooled.settings().flatMap(settings -> address(settings, tables))
                : Optional.empty();
    }

    private static Optional<StateAddress> address(ConnectionSettings settings, StateTables tables) {
        String url = settings.url();
        // A statement that runs in each new session may set another search path.
        boolean certain = tables.schema().isPresent() || !settings.runsStatements();
        if (url == null || !url.startsWith(POSTGRESQL) || !certain) {
            return Optional.empty();
        }
        PGSimpleDataSource parsed = new PGSimpleDataSource();
        parsed.setURL(url);
        String server =
                List.of(parsed.getServerNames()) + Arrays.toString(parsed.getPortNumbers()) + parsed.getDatabaseName();
        return Optional.of(
                new StateAddress(server, tables.schema().orElseGet(() -> searchPath(settings, parsed)), tables));
    }

    /** Returns a text that is equal for two sources if their search paths are equal. */
    private static String searchPath(ConnectionSettings settings, PGSimpleDataSource url) {
        return Stream.of(
                        settings.schema(),
                        url.getCurrentSchema(),
                        url.getOptions(),
                        settings.properties(),
                        settings.username(),
                        url.getUser())
                .map(String::valueOf)
                .collect(Collectors.joining(" ", "search path ", ""));
    }

    private record Claim(String database, StateAddress address) {}

    private record StateAddress(String server, String schema, StateTables tables) {

        boolean overlaps(StateAddress other) {
            return server.equals(other.server)
                    && schema.equals(other.schema)
                    && (tables.revisionTable().equals(other.tables.revisionTable())
                            || tables.historyTable().equals(other.tables.historyTable()));
        }
    }
}
