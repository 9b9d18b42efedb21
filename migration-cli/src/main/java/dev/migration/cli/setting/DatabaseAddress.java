// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.setting;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

import javax.sql.DataSource;

import org.postgresql.Driver;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The address of a database. {@link #toString()} contains neither the password nor the parameters, which can contain one.
 *
 * @param url the JDBC URL
 * @param user the database user; empty leaves it to the URL and to the driver
 * @param password the password; empty leaves it to the URL and to {@code .pgpass}, which the driver reads
 */
public record DatabaseAddress(String url, Optional<String> user, Optional<String> password) {

    private static final String JDBC = "jdbc:postgresql:";

    /**
     * Parses {@code jdbc:postgresql://host:port/database?…}, or a connection URI of libpq,
     * {@code postgres://user:password@host:port/database?…} (PostgreSQL manual, libpq, "Connection URIs"), which many hosting services use.
     *
     * @throws UsageException if the text is neither
     */
    public static DatabaseAddress parse(String text) {
        DatabaseAddress address = text.matches("(?i)postgres(ql)?://.*") ? ofUri(text) : new DatabaseAddress(text);
        if (!address.url.startsWith(JDBC) || Driver.parseURL(address.url, new Properties()) == null) {
            throw new UsageException(
                    "'" + withoutSecrets(text) + "' is not the address of a PostgreSQL database.",
                    "Write jdbc:postgresql://HOST:PORT/DATABASE or postgres://USER:PASSWORD@HOST:PORT/DATABASE.");
        }
        return address;
    }

    private DatabaseAddress(String url) {
        this(url, Optional.empty(), Optional.empty());
    }

    /** Returns a copy; a user or password that is present replaces that of this address. */
    public DatabaseAddress withCredentials(Optional<String> otherUser, Optional<String> otherPassword) {
        return new DatabaseAddress(url, otherUser.or(() -> user), otherPassword.or(() -> password));
    }

    /** Returns a DataSource without a pool. */
    public DataSource dataSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        user.ifPresent(source::setUser);
        password.ifPresent(source::setPassword);
        return source;
    }

    @Override
    public String toString() {
        return withoutSecrets(url);
    }

    private static DatabaseAddress ofUri(String text) {
        String rest = text.substring(text.indexOf("://") + 3);
        String query = rest.contains("?") ? rest.substring(rest.indexOf('?') + 1) : "";
        String path = rest.contains("?") ? rest.substring(0, rest.indexOf('?')) : rest;
        int at = path.lastIndexOf('@');
        String[] login = at < 0 ? new String[0] : path.substring(0, at).split(":", 2);
        String hosts = path.substring(at + 1);
        String host = hosts.contains("/") ? hosts.substring(0, hosts.indexOf('/')) : hosts;
        String database = hosts.contains("/") ? hosts.substring(hosts.indexOf('/') + 1) : "";
        String name =
                URLEncoder.encode(decode(database), StandardCharsets.UTF_8).replace("+", "%20");
        return new DatabaseAddress(
                JDBC + "//" + (host.isEmpty() ? "localhost" : host) + "/" + name
                        + (query.isEmpty() ? "" : "?" + parameters(query)),
                login.length > 0 ? Optional.of(decode(login[0])) : Optional.empty(),
                login.length > 1 ? Optional.of(decode(login[1])) : Optional.empty());
    }

    /**
     * Decodes percent-encoded text (RFC 3986, 2.1). Unlike in forms, for which {@link URLDecoder} is made, a plus sign stays; a percent
     * sign without two hexadecimal digits stays, too.
     */
    private static String decode(String text) {
        String escaped = text.replaceAll("%(?!\\p{XDigit}{2})", "%25").replace("+", "%2B");
        return URLDecoder.decode(escaped, StandardCharsets.UTF_8);
    }

    /** Translates the parameters whose names differ between libpq and the driver; the others stay. */
    private static String parameters(String query) {
        return Arrays.stream(query.split("&"))
                .map(parameter -> {
                    String name = parameter.split("=", 2)[0].toLowerCase(Locale.ROOT);
                    String spelled = switch (name) {
                        case "application_name" -> "ApplicationName";
                        case "connect_timeout" -> "connectTimeout";
                        case "target_session_attrs" -> "targetServerType";
                        default -> parameter.split("=", 2)[0];
                    };
                    return parameter.contains("=") ? spelled + parameter.substring(parameter.indexOf('=')) : spelled;
                })
                .collect(Collectors.joining("&"));
    }

    private static String withoutSecrets(String text) {
        String shown = text.contains("?") ? text.substring(0, text.indexOf('?')) : text;
        return shown.replaceFirst("//.*@", "//");
    }
}
