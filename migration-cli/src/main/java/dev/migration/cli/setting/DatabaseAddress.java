package dev.migration.cli.setting;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

import javax.sql.DataSource;

import org.postgresql.Driver;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Where the database is. Its text never shows the password, nor anything behind a question mark, where one may be.
 *
 * @param url as the driver reads it
 * @param user who connects; empty leaves it to the address and the driver
 * @param password empty leaves it to the address and to the driver's {@code .pgpass}
 */
public record DatabaseAddress(String url, Optional<String> user, Optional<String> password) {

    private static final String JDBC = "jdbc:postgresql:";

    /**
     * Reads {@code jdbc:postgresql://host:port/database?…}, or {@code postgres://user:password@host:port/database?…} as
     * hosting services write it.
     *
     * @throws UsageException if it is neither
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

    /** The same with another user or password, where one is given. */
    public DatabaseAddress withCredentials(Optional<String> otherUser, Optional<String> otherPassword) {
        return new DatabaseAddress(url, otherUser.or(() -> user), otherPassword.or(() -> password));
    }

    /** Opens connections there; none is kept. */
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
        String place = path.substring(at + 1);
        String host = place.contains("/") ? place.substring(0, place.indexOf('/')) : place;
        String database = place.contains("/") ? place.substring(place.indexOf('/') + 1) : "";
        String name = PercentText.encode(PercentText.decode(database));
        return new DatabaseAddress(
                JDBC + "//" + (host.isEmpty() ? "localhost" : host) + "/" + name
                        + (query.isEmpty() ? "" : "?" + parameters(query)),
                login.length > 0 ? Optional.of(PercentText.decode(login[0])) : Optional.empty(),
                login.length > 1 ? Optional.of(PercentText.decode(login[1])) : Optional.empty());
    }

    /** The names that libpq and the driver spell differently; all others are the same, or mean nothing to the driver. */
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
