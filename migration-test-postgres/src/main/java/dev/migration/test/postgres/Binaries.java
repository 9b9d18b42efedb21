// SPDX-License-Identifier: Apache-2.0
package dev.migration.test.postgres;

import java.nio.file.Path;

/** Finds the unpacked programs of the embedded PostgreSQL. */
final class Binaries {

    /** Returns the folder of the server's programs (PostgreSQL manual, 52.6 "pg_config"). */
    private static final String BINDIR = "SELECT setting FROM pg_config WHERE name = 'BINDIR'";

    private Binaries() {}

    /** Returns the folder of {@code initdb}, {@code pg_ctl} and {@code postgres}. */
    static Path folder() {
        var shared = PostgresServer.shared();
        return Path.of(shared.isEmbedded() ? shared.ask(BINDIR) : unpacked());
    }

    /** Starts a server, because the library unpacks the programs only then. */
    private static String unpacked() {
        var running = new EmbeddedServer().start().orElseThrow();
        try {
            return new PostgresServer(running).ask(BINDIR);
        } finally {
            running.stop().run();
        }
    }
}
