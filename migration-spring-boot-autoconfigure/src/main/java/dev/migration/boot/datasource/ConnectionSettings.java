// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.datasource;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/**
 * How a DataSource opens a connection, and what it does with it before the application gets it.
 *
 * @param properties the properties for the driver
 * @param steps what follows the connect, in order
 */
public record ConnectionSettings(Target target, Login login, Properties properties, List<ConnectionStep> steps) {

    private static final String LOGIN_TIMEOUT_SECONDS = "30";

    public ConnectionSettings {
        steps = List.copyOf(steps);
    }

    ConnectionSettings(Target target, Login login) {
        this(target, login, new Properties(), List.of());
    }

    /**
     * Where the connection leads to.
     *
     * @param url the URL, if it is known
     * @param driver the class of the driver; null determines it from the URL
     * @param source opens the connection instead of the driver
     */
    record Target(
            @Nullable String url,
            @Nullable String driver,
            @Nullable DataSource source) {

        static Target of(@Nullable String url) {
            return new Target(url, null, null);
        }

        /** Leaves the parameters out, which may contain a password. */
        @Override
        public String toString() {
            return "Target[url=" + UrlLogin.withoutParameters(url) + ", driver=" + driver + "]";
        }
    }

    /** A user and a password; null leaves the choice to the URL, to the properties, or to {@code .pgpass}. */
    record Login(@Nullable String username, @Nullable String password) {

        /** Leaves the password out. */
        @Override
        public String toString() {
            return "Login[username=" + username + "]";
        }
    }

    /** The URL, if it is known. */
    public @Nullable String url() {
        return target.url();
    }

    /** The user, if it is known and not a part of the URL. */
    public @Nullable String username() {
        return login.username();
    }

    /** The password of {@link #username()}, if it is known. */
    public @Nullable String password() {
        return login.password();
    }

    /** The schema that the pool sets in each new session. */
    public Optional<String> schema() {
        return steps.stream()
                .filter(ConnectionStep.Schema.class::isInstance)
                .map(step -> ((ConnectionStep.Schema) step).name())
                .reduce((first, last) -> last);
    }

    /** Whether a statement runs in each new session, which may set another search path. */
    public boolean runsStatements() {
        return steps.stream().anyMatch(ConnectionStep.Init.class::isInstance);
    }

    /**
     * Returns a copy with the URL and the login of the migration, if they are configured. A login of its own also replaces that in
     * the URL, and is not read-only: it is there to write.
     */
    ConnectionSettings with(MigrationCredentials own) {
        Target replaced = own.url() == null ? target : Target.of(own.url());
        if (own.username() == null) {
            return new ConnectionSettings(replaced, login, properties, steps);
        }
        Properties others = new Properties();
        others.putAll(properties);
        others.keySet().removeAll(List.of(UrlLogin.USER, UrlLogin.PASSWORD));
        return new ConnectionSettings(
                new Target(UrlLogin.removedFrom(replaced.url()), replaced.driver(), replaced.source()),
                new Login(own.username(), own.password()),
                others,
                steps.stream()
                        .filter(step -> !(step instanceof ConnectionStep.ReadOnly))
                        .toList());
    }

    /** Opens a connection. */
    Connection open() throws SQLException {
        Connection connection = connect();
        try {
            for (ConnectionStep step : steps) {
                step.apply(connection);
            }
            return connection;
        } catch (SQLException | RuntimeException failure) {
            closeAfter(failure, connection);
            throw failure;
        }
    }

    private Connection connect() throws SQLException {
        DataSource source = target.source();
        if (source != null) {
            return login.username() == null
                    ? source.getConnection()
                    : source.getConnection(login.username(), login.password());
        }
        DataSourceBuilder<SimpleDriverDataSource> builder = DataSourceBuilder.create()
                .type(SimpleDriverDataSource.class)
                .url(InvalidUrlException.require(Objects.requireNonNull(target.url(), "URL")));
        if (target.driver() != null) {
            builder.driverClassName(target.driver());
        }
        SimpleDriverDataSource driver = builder.build();
        driver.setConnectionProperties(withLoginTimeout());
        driver.setUsername(login.username());
        driver.setPassword(login.password());
        return driver.getConnection();
    }

    /** The driver waits for the answer to a login without a limit, and a network may drop it. A parameter of the URL comes first. */
    private Properties withLoginTimeout() {
        Properties limited = new Properties();
        if (String.valueOf(target.url()).startsWith("jdbc:postgresql:")) {
            limited.setProperty("loginTimeout", LOGIN_TIMEOUT_SECONDS);
        }
        limited.putAll(properties);
        return limited;
    }

    private static void closeAfter(Exception failure, Connection connection) {
        try {
            connection.close();
        } catch (SQLException second) {
            failure.addSuppressed(second);
        }
    }

    /** Leaves the login out of the URL, and the properties, which may contain a password. */
    @Override
    public String toString() {
        return "ConnectionSettings[url=" + UrlLogin.withoutParameters(target.url()) + ", login=" + login + ", steps="
                + steps + "]";
    }
}
