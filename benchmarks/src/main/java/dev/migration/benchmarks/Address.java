// SPDX-License-Identifier: Apache-2.0
package dev.migration.benchmarks;

import java.util.List;

import javax.sql.DataSource;

import org.postgresql.ds.PGSimpleDataSource;

import dev.migration.test.postgres.PostgresDatabase;

/** Where a database is, so that another JVM can be told. */
record Address(String url, String username, String password) {

    static Address of(PostgresDatabase database) {
        return new Address(database.url(), database.username(), database.password());
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
}
