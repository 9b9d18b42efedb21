// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.replay;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.migration.Migrator;
import dev.migration.error.MigrationException;
import dev.migration.schema.SchemaComparison;
import dev.migration.schema.SchemaSnapshot;
import dev.migration.schema.rows.GeneratedRows;
import dev.migration.schema.rows.RowGenerator;
import dev.migration.schema.rows.TableRows;
import dev.migration.schema.scratch.ScratchDatabase;

/**
 * Proves that an upgrade from a released state leads to the schema of a fresh install and keeps the rows, or shows what differs.
 *
 * <p>The scripts of the release are applied to a scratch database, whose empty tables get generated rows; then the present scripts
 * are applied, with repeatables and hooks as in production. The order of columns does not count: it depends on the order of
 * revisions by nature. An upgrade that fails with the generated rows is run again with fewer ones, at last without any.
 */
public final class ReleaseProof {

    private static final String COLUMN_ORDER = "attnum";

    private final RevisionReplay replay;
    private final SeedRows rows;

    /** @param replay applies the present scripts */
    public ReleaseProof(RevisionReplay replay, SeedRows rows) {
        this.replay = replay;
        this.rows = rows;
    }

    /** What a database contains. */
    private record State(SchemaSnapshot schema, TableRows rows) {}

    /**
     * Upgrades a released state.
     *
     * @param name what it is called
     * @param release has the scripts and settings of the release; its database is not used
     * @throws SharedObjectsException if revisions change objects that all databases share; nothing was run
     * @throws ReplayFailedException if the released state or a fresh install fails
     */
    public ReleaseUpgrade check(String name, Migrator release) throws SQLException {
        List<String> heads = List.of("heads");
        SchemaSnapshot fresh = replay.snapshot(replay.toRead(heads));
        ScratchDatabase released = replay.of(release).at(heads);
        Optional<MigrationException> refusal = Optional.empty();
        for (RowGenerator generator : rows.generators()) {
            ScratchDatabase copy = replay.copy(released, List.of());
            GeneratedRows generated = generate(copy, generator);
            State before = state(copy);
            try {
                replay.migrator(copy).upgrade("heads");
                ReleaseUpgrade upgrade =
                        compare(name, fresh, before, state(copy), RoundTrip.Rows.of(generated, refusal));
                replay.drop(copy);
                return upgrade;
            } catch (MigrationException failure) {
                replay.drop(copy);
                refusal = Optional.of(failure);
            }
        }
        return new ReleaseUpgrade(
                name,
                refusal.map(MigrationException::problem),
                List.of(),
                List.of(),
                new TreeMap<>(),
                RoundTrip.Rows.NONE);
    }

    private static ReleaseUpgrade compare(
            String name, SchemaSnapshot fresh, State before, State after, RoundTrip.Rows generated) {
        SortedMap<String, Integer> dropped = before.rows().sizes();
        dropped.keySet().removeAll(after.rows().tables().keySet());
        return new ReleaseUpgrade(
                name,
                Optional.empty(),
                SchemaComparison.of(fresh.without(COLUMN_ORDER), after.schema().without(COLUMN_ORDER))
                        .withoutParts(),
                before.rows().losses(after.rows()),
                dropped,
                generated);
    }

    private GeneratedRows generate(ScratchDatabase database, RowGenerator generator) throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            return generator.generate(connection, replay.read(connection));
        }
    }

    private State state(ScratchDatabase database) throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            SchemaSnapshot schema = replay.read(connection);
            return new State(schema, TableRows.read(connection, schema));
        }
    }
}
