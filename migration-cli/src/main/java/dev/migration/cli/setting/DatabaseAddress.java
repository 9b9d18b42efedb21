// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.setting;

import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;

import javax.sql.DataSource;

import org.postgresql.Driver;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The address of a database. {@link #toString()} contains neither the password nor the parameters, which can contain one.
 *
 * @param url the JDBC URL
 * @param user the database user; empty leaves it to the URL and to the driver
 * @param password the password; empty leaves it to the URL and to {@code .pgpass}, which the driver reads
 * @param notes what a person should know about parameters that are ignored
 */
public record DatabaseAddress(String url, Optional<String> user, Optional<String> password, List<String> notes) {

    static final String JDBC = "jdbc:postgresql:";

    /** SQLAlchemy writes the name of its driver into the scheme: {@code postgresql+psycopg2://…}. */
    private static final Pattern URI = Pattern.compile("(?is)postgres(ql)?(\\+\\w+)?://.*");

    private static final String REMEDY =
            "Write jdbc:postgresql://HOST:PORT/DATABASE or postgres://USER:PASSWORD@HOST:PORT/DATABASE.";

    /** Copies the values. An empty password is none, as in libpq: it may come from an unset variable. */
    public DatabaseAddress {
        password = password.filter(text -> !text.isEmpty());
        notes = List.copyOf(notes);
    }

    public DatabaseAddress(String url, Optional<String> user, Optional<String> password) {
        this(url, user, password, List.of());
    }

    /**
     * Parses {@code jdbc:postgresql://host:port/database?…}, or an address as libpq writes it, which many hosting services use:
     * {@code postgres://user:password@host:port/database?…} or {@code host=… dbname=…}.
     *
     * @throws UsageException if the text is none of them; its message contains no part of the text, which can be a password
     */
    public static DatabaseAddress parse(String text) {
        DatabaseAddress address = read(text);
        JdbcHosts.requirePorts(address.url);
        // The driver logs a URL that it cannot parse: what is not surely free of a login must not reach it.
        if (!JdbcHosts.areValid(address.url)) {
            throw new UsageException("The URL is not the address of a PostgreSQL database.", REMEDY);
        }
        if (Driver.parseURL(address.url, new Properties()) == null) {
            throw address.url.matches(".*[?&]service=.*")
                    ? new UsageException(
                            "The service that the URL names is not in a service file.",
                            "Add it to the file that PGSERVICEFILE names, or to ~/.pg_service.conf.")
                    : new UsageException("The URL is not the address of a PostgreSQL database.", REMEDY);
        }
        return address;
    }

    /**
     * Parses an address, as {@link #parse(String)} does.
     *
     * @param place the option, variable or property that has the text, for messages
     */
    public static DatabaseAddress parse(String text, String place) {
        try {
            return parse(text);
        } catch (UsageException refused) {
            throw new UsageException(place + ": " + refused.problem(), refused.remedy());
        }
    }

    private static DatabaseAddress read(String text) {
        if (URI.matcher(text).matches()) {
            return LibpqAddress.ofUri(text);
        }
        return ConnectionString.is(text)
                ? LibpqAddress.ofPairs(text)
                : new DatabaseAddress(text, Optional.empty(), Optional.empty());
    }

    /** Returns a copy; a user or password that is present replaces that of this address. */
    public DatabaseAddress withCredentials(Optional<String> otherUser, Optional<String> otherPassword) {
        return new DatabaseAddress(
                url,
                otherUser.or(() -> user),
                otherPassword.filter(text -> !text.isEmpty()).or(() -> password),
                notes);
    }

    /** Returns a DataSource without a pool. */
    public DataSource dataSource() {
        return source();
    }

    /** Returns a DataSource without a pool for another database of the same server. */
    public DataSource dataSourceOf(String database) {
        PGSimpleDataSource source = source();
        source.setDatabaseName(database);
        return source;
    }

    private PGSimpleDataSource source() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        user.ifPresent(source::setUser);
        password.ifPresent(source::setPassword);
        return source;
    }

    @Override
    public String toString() {
        return url.contains("?") ? url.substring(0, url.indexOf('?')) : url;
    }
}
