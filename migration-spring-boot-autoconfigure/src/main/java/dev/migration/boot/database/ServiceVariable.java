// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.database;

import java.util.regex.Pattern;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * Recognizes the environment variables that Kubernetes sets in every container for each service of the namespace:
 * {@code NAME_SERVICE_HOST}, {@code NAME_SERVICE_PORT}, {@code NAME_SERVICE_PORT_PORTNAME}, {@code NAME_PORT},
 * {@code NAME_PORT_5432_TCP} and {@code NAME_PORT_5432_TCP_ADDR}, {@code _PORT} and {@code _PROTO}. The name of the service is
 * in capitals, with underscores in place of hyphens: a service {@code migration-databases} looks like a setting.
 */
final class ServiceVariable {

    // Spring Boot takes a number in the name of a variable for an index: port[5432].tcp
    private static final Pattern KEY = Pattern.compile(
            ".*\\.(service\\.host|service\\.port([.\\[].+)?|port|port\\[\\d+]\\.(tcp|udp|sctp)(\\.(proto|port|addr))?)");

    private ServiceVariable() {}

    /** @param key the form of an environment variable as a property, such as {@code migration.databases.port} */
    static boolean matches(ConfigurationPropertyName key) {
        return KEY.matcher(key.toString()).matches();
    }
}
