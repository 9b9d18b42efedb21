// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.setting;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What becomes of each connection parameter of libpq (PostgreSQL 18 manual, 34.1.2 "Parameter Key Words"). The address itself (host,
 * port, database, user, password) is not among them.
 */
sealed interface LibpqParameter {

    /** All parameters by name. */
    Map<String, LibpqParameter> ALL = Stream.of(
                    renamed("application_name", "ApplicationName"),
                    renamed("channel_binding", "channelBinding"),
                    renamed("connect_timeout", "connectTimeout"),
                    renamed("gssencmode", "gssEncMode"),
                    renamed("gsslib", "gsslib"),
                    renamed("krbsrvname", "kerberosServerName"),
                    renamed("options", "options"),
                    renamed("require_auth", "requireAuth"),
                    renamed("service", "service"),
                    renamed("sslcert", "sslcert"),
                    renamed("sslkey", "sslkey"),
                    renamed("sslmode", "sslmode"),
                    renamed("sslnegotiation", "sslNegotiation"),
                    renamed("sslpassword", "sslpassword"),
                    translated("fallback_application_name", Map.of(), "ApplicationName"),
                    translated("keepalives", Map.of("0", "false", "1", "true"), "tcpKeepAlive"),
                    translated("load_balance_hosts", Map.of("disable", "false", "random", "true"), "loadBalanceHosts"),
                    translated("requiressl", Map.of("1", "require", "0", "prefer"), "sslmode"),
                    translated("ssl", Map.of("true", "require"), "sslmode"),
                    translated(
                            "target_session_attrs",
                            Map.of(
                                    "any", "any",
                                    "read-write", "primary",
                                    "primary", "primary",
                                    "read-only", "secondary",
                                    "standby", "secondary",
                                    "prefer-standby", "preferSecondary"),
                            "targetServerType"),
                    new RootCertificate(),
                    ignored("client_encoding", "the driver always uses UTF-8", "auto", "utf8", "utf-8"),
                    ignored("gssdelegation", "the driver does not pass credentials on", "0"),
                    ignored("keepalives_count", "a run sets it on the server"),
                    ignored("keepalives_idle", "a run sets it on the server"),
                    ignored("keepalives_interval", "a run sets it on the server"),
                    ignored("max_protocol_version", "the driver uses version 3.0", "3.0", "3.2", "latest"),
                    ignored("requirepeer", "it concerns Unix-domain sockets only"),
                    ignored("sslcompression", "Java has no TLS compression", "0"),
                    ignored("sslkeylogfile", "the driver has no such file"),
                    ignored("sslsni", "Java always sends the name of the host", "1"),
                    ignored("tcp_user_timeout", "a run sets it on the server"),
                    refused("min_protocol_version", "The driver uses version 3.0.", "3.0"),
                    refused("oauth_client_id", "The driver has no OAuth."),
                    refused("oauth_client_secret", "The driver has no OAuth."),
                    refused("oauth_issuer", "The driver has no OAuth."),
                    refused("oauth_scope", "The driver has no OAuth."),
                    refused("passfile", "Set the environment variable PGPASSFILE instead."),
                    refused("replication", "Use a connection without replication.", "false", "off", "no", "0"),
                    refused("scram_client_key", "The driver needs the password itself."),
                    refused("scram_server_key", "The driver needs the password itself."),
                    refused("servicefile", "Set the environment variable PGSERVICEFILE instead."),
                    refused("sslcertmode", "The driver sends a client certificate if sslcert exists.", "allow"),
                    refused(
                            "sslcrl",
                            "Java's trust manager checks revocation: -Dcom.sun.net.ssl.checkRevocation=true."),
                    refused(
                            "sslcrldir",
                            "Java's trust manager checks revocation: -Dcom.sun.net.ssl.checkRevocation=true."),
                    refused("ssl_max_protocol_version", "Set -Djdk.tls.client.protocols instead.", "TLSv1.3"),
                    refused(
                            "ssl_min_protocol_version",
                            "Set -Djdk.tls.client.protocols=TLSv1.3 instead.",
                            "TLSv1",
                            "TLSv1.1",
                            "TLSv1.2"))
            .collect(Collectors.toUnmodifiableMap(LibpqParameter::name, parameter -> parameter));

    /** The parameters that are the address itself. */
    Set<String> ADDRESS = Set.of("host", "hostaddr", "port", "dbname", "user", "password");

    String name();

    /**
     * Translates a value.
     *
     * @throws UsageException if the connection cannot be what the parameter demands
     */
    Translation translate(String value);

    /**
     * The parameters of the driver, and what a person must be told.
     *
     * @param note why the parameter is ignored
     */
    record Translation(Map<String, String> parameters, Optional<String> note) {

        private static Translation of(String name, String value) {
            return new Translation(Map.of(name, value), Optional.empty());
        }
    }

    /** The driver has the parameter under another name, with the same values. */
    record Renamed(String name, String ofDriver) implements LibpqParameter {

        @Override
        public Translation translate(String value) {
            return Translation.of(ofDriver, value);
        }
    }

    /** The driver has other values; without values, the same. */
    record Translated(String name, Map<String, String> values, String ofDriver) implements LibpqParameter {

        @Override
        public Translation translate(String value) {
            String translated = values.isEmpty() ? value : values.get(value);
            if (translated == null) {
                throw new UsageException(
                        "The connection parameter " + name + " has an invalid value.",
                        "Write one of: " + values.keySet().stream().sorted().collect(Collectors.joining(", ")) + ".");
            }
            return Translation.of(ofDriver, translated);
        }
    }

    /** {@code sslrootcert=system} means the certificates of the system and {@code verify-full}; other values are files. */
    record RootCertificate() implements LibpqParameter {

        @Override
        public String name() {
            return "sslrootcert";
        }

        @Override
        public Translation translate(String value) {
            return value.equals("system")
                    ? new Translation(
                            Map.of("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory", "sslmode", "verify-full"),
                            Optional.empty())
                    : Translation.of(name(), value);
        }
    }

    /**
     * The connection does without it.
     *
     * @param silent values that say what the driver does anyway
     */
    record Ignored(String name, String reason, List<String> silent) implements LibpqParameter {

        @Override
        public Translation translate(String value) {
            return new Translation(
                    Map.of(),
                    silent.stream().anyMatch(value::equalsIgnoreCase)
                            ? Optional.empty()
                            : Optional.of("The connection parameter " + name + " is ignored: " + reason + "."));
        }
    }

    /**
     * Without it, the connection would be less safe than demanded, or impossible.
     *
     * @param allowed values that say what the driver does anyway
     */
    record Refused(String name, String remedy, List<String> allowed) implements LibpqParameter {

        @Override
        public Translation translate(String value) {
            if (allowed.stream().anyMatch(value::equalsIgnoreCase)) {
                return new Translation(Map.of(), Optional.empty());
            }
            throw new UsageException("The driver does not support the connection parameter " + name + ".", remedy);
        }
    }

    private static LibpqParameter renamed(String name, String ofDriver) {
        return new Renamed(name, ofDriver);
    }

    private static LibpqParameter translated(String name, Map<String, String> values, String ofDriver) {
        return new Translated(name, values, ofDriver);
    }

    private static LibpqParameter ignored(String name, String reason, String... silent) {
        return new Ignored(name, reason, Arrays.asList(silent));
    }

    private static LibpqParameter refused(String name, String remedy, String... allowed) {
        return new Refused(name, remedy, Arrays.asList(allowed));
    }
}
