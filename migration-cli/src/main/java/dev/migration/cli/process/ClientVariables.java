// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.process;

import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.postgresql.Driver;

import dev.migration.cli.setting.DatabaseAddress;

/**
 * Translates the address of a database to the environment variables of PostgreSQL's client programs (PostgreSQL manual, 34.15
 * "Environment Variables"). No part of the address, in particular no password, appears on a command line.
 */
public final class ClientVariables {

    /** Connection properties of the driver and their variables; {@link #value} translates the values that differ. */
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("PGHOST", "PGHOST"),
            Map.entry("PGPORT", "PGPORT"),
            Map.entry("PGDBNAME", "PGDATABASE"),
            Map.entry("user", "PGUSER"),
            Map.entry("password", "PGPASSWORD"),
            Map.entry("sslmode", "PGSSLMODE"),
            Map.entry("sslrootcert", "PGSSLROOTCERT"),
            Map.entry("sslcert", "PGSSLCERT"),
            Map.entry("sslkey", "PGSSLKEY"),
            Map.entry("sslNegotiation", "PGSSLNEGOTIATION"),
            Map.entry("gssEncMode", "PGGSSENCMODE"),
            Map.entry("kerberosServerName", "PGKRBSRVNAME"),
            Map.entry("channelBinding", "PGCHANNELBINDING"),
            Map.entry("requireAuth", "PGREQUIREAUTH"),
            Map.entry("options", "PGOPTIONS"),
            Map.entry("connectTimeout", "PGCONNECT_TIMEOUT"),
            Map.entry("ApplicationName", "PGAPPNAME"),
            Map.entry("targetServerType", "PGTARGETSESSIONATTRS"));

    private ClientVariables() {}

    /** The variables that make a program connect to the same database as the driver. */
    public static Map<String, String> of(DatabaseAddress address) {
        Properties found = Driver.parseURL(address.url(), new Properties());
        Properties known = found == null ? new Properties() : found;
        address.user().ifPresent(user -> known.setProperty("user", user));
        address.password().ifPresent(password -> known.setProperty("password", password));
        if (known.containsKey("ssl") && !"false".equals(known.getProperty("ssl"))) {
            known.putIfAbsent("sslmode", "verify-full");
        }
        Map<String, String> variables = new TreeMap<>();
        NAMES.forEach((name, variable) -> {
            String value = known.getProperty(name, "");
            if (!value.isEmpty()) {
                variables.put(variable, value(name, value));
            }
        });
        return variables;
    }

    /**
     * The variables that could lead a program to another database; they must not be inherited. {@code PGPASSWORD} and password
     * files stay in use.
     */
    public static Set<String> conflicting() {
        return Stream.concat(
                        NAMES.values().stream().filter(name -> !name.equals("PGPASSWORD")),
                        Stream.of("PGHOSTADDR", "PGSERVICE"))
                .collect(Collectors.toSet());
    }

    private static String value(String name, String value) {
        return switch (name) {
            case "PGHOST" -> value.replace("[", "").replace("]", "");
            case "targetServerType" ->
                switch (value) {
                    case "master", "primary" -> "primary";
                    case "slave", "secondary" -> "standby";
                    case "preferSlave", "preferSecondary" -> "prefer-standby";
                    default -> "any";
                };
            default -> value;
        };
    }
}
