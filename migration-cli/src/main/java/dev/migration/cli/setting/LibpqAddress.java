// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.setting;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.postgresql.PGProperty;

import dev.migration.cli.setting.LibpqParameter.Translation;
import dev.migration.error.NearestWord;

/**
 * An address as libpq writes it: a connection URI or a connection string (PostgreSQL 18 manual, 34.1.1). Names and values of
 * parameters are translated to those of the driver. No message contains a value: it can be a part of a password.
 */
final class LibpqAddress {

    private static final String CORRECT =
            "Write postgres://USER:PASSWORD@HOST:PORT/DATABASE; in USER and PASSWORD, write the characters : / ? # @ % & as %3A"
                    + " %2F %3F %23 %40 %25 %26.";

    private final Map<String, String> address = new LinkedHashMap<>();
    private final Map<String, String> parameters = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    private LibpqAddress() {}

    /** Parses {@code postgres://user:password@host:port/database?name=value}. */
    static DatabaseAddress ofUri(String text) {
        LibpqAddress parsed = new LibpqAddress();
        String rest = text.substring(text.indexOf("://") + 3);
        String path = rest.contains("?") ? rest.substring(0, rest.indexOf('?')) : rest;
        int at = path.lastIndexOf('@');
        if (at >= 0) {
            String[] login = path.substring(0, at).split(":", 2);
            parsed.put("user", decode(login[0]));
            parsed.put("password", login.length > 1 ? decode(login[1]) : "");
        }
        String hosts = path.substring(at + 1);
        int slash = hosts.indexOf('/');
        parsed.put("host", decode(slash < 0 ? hosts : hosts.substring(0, slash)));
        parsed.put("dbname", slash < 0 ? "" : decode(hosts.substring(slash + 1)));
        if (rest.contains("?")) {
            parsed.query(rest.substring(rest.indexOf('?') + 1));
        }
        return parsed.address();
    }

    /** Parses {@code host=localhost dbname='my database'}. */
    static DatabaseAddress ofPairs(String text) {
        LibpqAddress parsed = new LibpqAddress();
        ConnectionString.parse(text).forEach(parsed::parameter);
        return parsed.address();
    }

    private void query(String query) {
        for (String parameter : query.split("&")) {
            int equals = parameter.indexOf('=');
            if (equals < 0) {
                throw new UsageException("A parameter of the connection URI has no value.", CORRECT);
            }
            parameter(decode(parameter.substring(0, equals)), decode(parameter.substring(equals + 1)));
        }
    }

    private void parameter(String given, String value) {
        // asyncpg writes the modes of sslmode as values of ssl.
        String name = given.equals("ssl") && value.matches("disable|allow|prefer|require|verify-ca|verify-full")
                ? "sslmode"
                : given;
        if (LibpqParameter.ADDRESS.contains(name)) {
            put(name, value);
            return;
        }
        LibpqParameter known = LibpqParameter.ALL.get(name);
        boolean ofDriver = Arrays.stream(PGProperty.values())
                .anyMatch(property -> property.getName().equals(name));
        if (known != null && !(name.equals("ssl") && !value.equals("true"))) {
            Translation translation = known.translate(value);
            translation.parameters().forEach(name.startsWith("fallback") ? parameters::putIfAbsent : parameters::put);
            translation.note().ifPresent(notes::add);
        } else if (ofDriver) {
            parameters.put(name, value);
        } else {
            List<String> names =
                    Arrays.stream(PGProperty.values()).map(PGProperty::getName).toList();
            notes.add("A connection parameter is ignored: neither PostgreSQL nor the driver knows its name."
                    + NearestWord.question(name, names));
        }
    }

    private void put(String name, String value) {
        if (!value.isEmpty()) {
            address.put(name, value);
        }
    }

    private DatabaseAddress address() {
        String name = encode(address.getOrDefault("dbname", ""));
        String query = parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&"));
        String url = DatabaseAddress.JDBC + "//" + hosts() + "/" + name + (query.isEmpty() ? "" : "?" + query);
        return new DatabaseAddress(
                url, Optional.ofNullable(address.get("user")), Optional.ofNullable(address.get("password")), notes);
    }

    private String hosts() {
        String named = address.getOrDefault("host", "");
        String numeric = address.get("hostaddr");
        if (numeric != null && !named.isEmpty() && "verify-full".equals(parameters.get("sslmode"))) {
            throw new UsageException(
                    "hostaddr with sslmode=verify-full is not supported: the driver compares the certificate with the address.",
                    "Leave hostaddr out.");
        }
        String hosts = numeric == null ? named : numeric;
        if (hosts.contains("/") || hosts.startsWith("@")) {
            throw new UsageException(
                    "The driver does not support Unix-domain sockets, and the host is the folder of one.",
                    "Write the name of a host, such as localhost.");
        }
        String all = hosts.isEmpty() && !parameters.containsKey("service") ? "localhost" : hosts;
        return address.containsKey("port") ? withPorts(all, address.get("port").split(",", -1)) : all;
    }

    private static String withPorts(String hosts, String[] ports) {
        String[] each = hosts.split(",", -1);
        if (ports.length != 1 && ports.length != each.length) {
            throw new UsageException(
                    "The connection has " + each.length + " hosts and " + ports.length + " ports.",
                    "Write one port, or one for each host.");
        }
        List<String> all = new ArrayList<>();
        for (int index = 0; index < each.length; index++) {
            String host = each[index].replaceFirst("(?<=[^:\\]]):\\d+$", "");
            boolean bare = host.contains(":") && !host.startsWith("[");
            String port = ports[ports.length == 1 ? 0 : index];
            all.add((bare ? "[" + host + "]" : host) + (port.isEmpty() ? "" : ":" + port));
        }
        return String.join(",", all);
    }

    /**
     * Decodes percent-encoded text (RFC 3986, 2.1). Unlike in forms, for which {@link URLDecoder} is made, a plus sign stays; a percent
     * sign without two hexadecimal digits stays, too.
     */
    private static String decode(String text) {
        String escaped = text.replaceAll("%(?!\\p{XDigit}{2})", "%25").replace("+", "%2B");
        return URLDecoder.decode(escaped, StandardCharsets.UTF_8);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
