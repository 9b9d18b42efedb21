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
 * Where several databases keep their state: no two in the same tables, because one would take the revisions of the other for
 * its own. Knows what the settings say, not that two host names are the same server.
 */
final class StateTableOwners {

    private static final String POSTGRESQL = "jdbc:postgresql:";

    private final List<Claim> known = new CopyOnWriteArrayList<>();

    /** @throws SharedStateException if another database keeps its state there */
    void claim(String database, Migrator migrator) {
        StateTables tables = migrator.settings().tables();
        place(migrator.dataSource(), tables).ifPresent(place -> {
            for (Claim claim : known) {
                if (!claim.database().equals(database) && place.overlaps(claim.place())) {
                    throw new SharedStateException(claim.database(), database);
                }
            }
            known.add(new Claim(database, place));
        });
    }

    private static Optional<Place> place(DataSource source, StateTables tables) {
        SimpleDriverDataSource plain = DataSourceUnwrapper.unwrap(source, SimpleDriverDataSource.class);
        // What is wrapped around says something to the session, such as another search path.
        boolean certain = tables.schema().isPresent() || plain == source;
        if (plain == null || plain.getUrl() == null || !plain.getUrl().startsWith(POSTGRESQL) || !certain) {
            return Optional.empty();
        }
        PGSimpleDataSource address = new PGSimpleDataSource();
        address.setURL(plain.getUrl());
        String server = List.of(address.getServerNames())
                + Arrays.toString(address.getPortNumbers())
                + address.getDatabaseName();
        return Optional.of(new Place(server, tables.schema().orElseGet(() -> searchPath(plain, address)), tables));
    }

    /** Something that is equal where the search path is. */
    private static String searchPath(SimpleDriverDataSource source, PGSimpleDataSource address) {
        return Stream.of(
                        source.getSchema(),
                        address.getCurrentSchema(),
                        address.getOptions(),
                        source.getConnectionProperties(),
                        source.getUsername(),
                        address.getUser())
                .map(String::valueOf)
                .collect(Collectors.joining(" ", "search path ", ""));
    }

    private record Claim(String database, Place place) {}

    private record Place(String server, String schema, StateTables tables) {

        boolean overlaps(Place other) {
            return server.equals(other.server)
                    && schema.equals(other.schema)
                    && (tables.revisionTable().equals(other.tables.revisionTable())
                            || tables.historyTable().equals(other.tables.historyTable()));
        }
    }
}
