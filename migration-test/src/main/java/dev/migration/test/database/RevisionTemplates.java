// SPDX-License-Identifier: Apache-2.0
package dev.migration.test.database;

import java.util.List;
import java.util.Optional;

import dev.migration.MigrationSettings;
import dev.migration.Migrator;
import dev.migration.revision.Revision;
import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresServer;

/**
 * Databases at targets of a migrator, on a server for tests. Each is filled once in a JVM.
 *
 * @param server has the databases
 * @param migrator has the scripts and settings; its database is not used
 */
public record RevisionTemplates(PostgresServer server, Migrator migrator) {

    /**
     * What a database contains.
     *
     * @param scripts their hash; without one, what an upgrade depends on
     */
    private record Key(MigrationSettings settings, String scripts, List<String> targets) {}

    /** A revision, as far as an upgrade depends on it. */
    private record Script(Revision revision, String source, Optional<String> checksum) {}

    /** Creates a database at the targets, which are applied one after the other; without any, it is empty. */
    public PostgresDatabase create(String prefix, List<String> targets) {
        return targets.isEmpty() ? server.createDatabase(prefix) : server.copy(template(targets), prefix);
    }

    /** Makes a database one at the targets; what it contained is dropped. */
    public void reset(PostgresDatabase database, List<String> targets) {
        database.resetTo(template(targets));
    }

    /** A migrator of the same scripts in another database. */
    public Migrator in(PostgresDatabase database) {
        return migrator.toBuilder()
                .dataSource(database.dataSource())
                .withoutBackground()
                .build();
    }

    private PostgresDatabase template(List<String> targets) {
        return server.template(new Key(migrator.settings(), scripts(), targets), database -> {
            Migrator template = in(database);
            targets.forEach(template::upgrade);
        });
    }

    /** A context that starts later has the same scripts, and need not parse them. */
    private String scripts() {
        return migrator.scriptsHash().orElseGet(() -> parsed().toString());
    }

    private List<Script> parsed() {
        return migrator.revisions().graph().revisions().stream()
                .flatMap(revision -> migrator.revisions().find(revision.id()).stream())
                .map(text -> new Script(text.revision(), text.source(), text.checksum()))
                .toList();
    }
}
