// SPDX-License-Identifier: Apache-2.0
package dev.migration.test.postgres;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.postgresql.ds.PGSimpleDataSource;

/**
 * The address of a database, with credentials.
 *
 * @param hosts {@code host:port}, or several of them separated by commas
 * @param parameters the parameters of the URL except user and password, as {@code key=value}
 */
record ServerAddress(String hosts, String database, String username, String password, List<String> parameters) {

    private static final Pattern URL = Pattern.compile("jdbc:postgresql://([^/?]+)/([^?]+)(?:\\?(.*))?");

    ServerAddress {
        parameters = List.copyOf(parameters);
    }

    /** Parses a JDBC URL with the parameter {@code user} and, if it is needed, {@code password}. */
    static ServerAddress parse(String url) {
        var parts = URL.matcher(url);
        if (!parts.matches()) {
            throw new IllegalArgumentException("This is not a JDBC URL of a PostgreSQL database.");
        }
        Map<String, String> credentials = new TreeMap<>();
        var others = Stream.ofNullable(parts.group(3))
                .flatMap(query -> Stream.of(query.split("&")))
                .filter(parameter -> !takeCredential(parameter, credentials))
                .toList();
        var username = credentials.get("user");
        if (username == null) {
            throw new IllegalArgumentException("The JDBC URL has no parameter 'user'.");
        }
        return new ServerAddress(
                parts.group(1), parts.group(2), username, credentials.getOrDefault("password", ""), others);
    }

    String url() {
        var query = parameters.isEmpty() ? "" : "?" + String.join("&", parameters);
        return "jdbc:postgresql://" + hosts + "/" + database + query;
    }

    /** What {@link #parse} reads. */
    String urlWithCredentials() {
        return url() + (parameters.isEmpty() ? "?" : "&") + "user=" + encoded(username) + "&password="
                + encoded(password);
    }

    ServerAddress withDatabase(String name) {
        return new ServerAddress(hosts, name, username, password, parameters);
    }

    DataSource dataSource() {
        var dataSource = new PGSimpleDataSource();
        dataSource.setURL(url());
        dataSource.setUser(username);
        dataSource.setPassword(password);
        return dataSource;
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static boolean takeCredential(String parameter, Map<String, String> credentials) {
        var words = parameter.split("=", 2);
        if (words.length < 2 || !words[0].matches("user|password")) {
            return false;
        }
        credentials.put(words[0], URLDecoder.decode(words[1], StandardCharsets.UTF_8));
        return true;
    }

    /** Leaves the password out, so that it is never logged. */
    @Override
    public String toString() {
        return username + "@" + url();
    }
}
