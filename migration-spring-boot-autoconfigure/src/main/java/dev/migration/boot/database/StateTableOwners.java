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
import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

import dev.migration.Migrator;
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
        SimpleDriverDataSource plain = DataSourceUnwrapper.unwrap(source, SimpleDriverDataSource.class);
        // A wrapper runs statements in the session, which may set another search path.
        boolean certain = tables.schema().isPresent() || plain == source;
        if (plain == null || plain.getUrl() == null || !plain.getUrl().startsWith(POSTGRESQL) || !certain) {
            return Optional.empty();
        }
        PGSimpleDataSource url = new PGSimpleDataSource();
        url.setURL(plain.getUrl());
        String server = List.of(url.getServerNames()) + Arrays.toString(url.getPortNumbers()) + url.getDatabaseName();
        return Optional.of(new StateAddress(server, tables.schema().orElseGet(() -> searchPath(plain, url)), tables));
    }

    /** Returns a text that is equal for two sources if their search paths are equal. */
    private static String searchPath(SimpleDriverDataSource source, PGSimpleDataSource url) {
        return Stream.of(
                        source.getSchema(),
                        url.getCurrentSchema(),
                        url.getOptions(),
                        source.getConnectionProperties(),
                        source.getUsername(),
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
