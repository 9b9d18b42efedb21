// SPDX-License-Identifier: Apache-2.0
package dev.migration.benchmarks;

import java.net.URI;
import java.util.List;

import javax.sql.DataSource;

import org.postgresql.ds.PGSimpleDataSource;

import dev.migration.test.postgres.PostgresDatabase;

/** Where a database is, so that another process can be told. */
record Address(String url, String username, String password) {

    private static final int DEFAULT_PORT = 5432;

    static Address of(PostgresDatabase database) {
        return new Address(database.url(), database.username(), database.password());
    }

    String host() {
        return uri().getHost();
    }

    int port() {
        return uri().getPort() < 0 ? DEFAULT_PORT : uri().getPort();
    }

    /** The name of the database. */
    String name() {
        return uri().getPath().substring(1);
    }

    /** The same database through another port of this machine. */
    Address through(int port) {
        return new Address("jdbc:postgresql://localhost:" + port + "/" + name(), username, password);
    }

    /** Each connection is a new session. */
    DataSource dataSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser(username);
        source.setPassword(password);
        return source;
    }

    List<String> arguments() {
        return List.of(url, username, password);
    }

    private URI uri() {
        return URI.create(url.substring("jdbc:".length()));
    }
}
