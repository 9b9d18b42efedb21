// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.schema.embedded;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Consumer;

import dev.migration.schema.scratch.OtherHost;
import dev.migration.schema.scratch.ScratchHost;
import dev.migration.schema.scratch.ServerTwin;

/**
 * Scratch databases on an embedded server: always, or where the role may not create databases on the server of the database.
 *
 * @param always whether the role does not matter
 * @param notes receives a line for a person when the server has started
 */
public record EmbeddedHost(boolean always, Consumer<String> notes) implements OtherHost {

    private static final String LIBRARY = "io.zonky.test.db.postgres.embedded.EmbeddedPostgres";

    /** @throws EmbeddedServerException if the library is missing although it must be used, or if the server cannot be used */
    @Override
    public Optional<ScratchHost> startFor(Connection original) throws SQLException {
        if (!always && (ServerTwin.mayCreateDatabases(original) || !hasLibrary())) {
            return Optional.empty();
        }
        if (!hasLibrary()) {
            throw EmbeddedServerException.missing();
        }
        return Optional.of(start(original));
    }

    private static boolean hasLibrary() {
        try {
            Class.forName(LIBRARY, false, EmbeddedHost.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException missing) {
            return false;
        }
    }

    private ScratchHost start(Connection original) throws SQLException {
        EmbeddedServer server = EmbeddedServer.start(ServerTwin.superuser(original));
        try {
            requireVersionOf(original, server.major());
            String role = ServerTwin.role(original);
            try (Connection twin = server.superuser().getConnection()) {
                new ServerTwin(original, twin).create(server.password());
            }
            notes.accept("Scratch databases are created on an embedded PostgreSQL " + server.major()
                    + (always ? "." : ": the role " + role + " may not create databases."));
            return new ScratchHost(
                    server.dataSource(role, ServerTwin.DATABASE), name -> server.dataSource(role, name), server::close);
        } catch (SQLException | RuntimeException failure) {
            try (server) {
                throw failure;
            }
        }
    }

    private static void requireVersionOf(Connection original, int embedded) throws SQLException {
        int major = original.getMetaData().getDatabaseMajorVersion();
        if (major != embedded) {
            throw EmbeddedServerException.otherVersion(embedded, major);
        }
    }
}
