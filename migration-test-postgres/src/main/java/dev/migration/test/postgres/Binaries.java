package dev.migration.test.postgres;

import java.nio.file.Path;

/** Where the programs of the embedded PostgreSQL lie once they are unpacked. */
final class Binaries {

    /** A server tells where its programs are (PostgreSQL manual, 52.6 "pg_config"). */
    private static final String BINDIR = "SELECT setting FROM pg_config WHERE name = 'BINDIR'";

    private Binaries() {}

    /** The folder of {@code initdb}, {@code pg_ctl} and {@code postgres}. */
    static Path folder() {
        var shared = PostgresServer.shared();
        return Path.of(shared.isEmbedded() ? shared.ask(BINDIR) : unpacked());
    }

    /** The library unpacks them when it starts a server, and only then. */
    private static String unpacked() {
        var running = new EmbeddedServer().start().orElseThrow();
        try {
            return new PostgresServer(running).ask(BINDIR);
        } finally {
            running.stop().run();
        }
    }
}
