// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.setting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Each connection parameter of libpq is translated, ignored with a note, or refused. */
class LibpqParameterTests {

    /** PostgreSQL 18 manual, 34.1.2. */
    private static final String MANUAL = "host hostaddr port dbname user password passfile require_auth channel_binding"
            + " connect_timeout client_encoding options application_name fallback_application_name keepalives"
            + " keepalives_idle keepalives_interval keepalives_count tcp_user_timeout replication gssencmode sslmode"
            + " requiressl sslnegotiation sslcompression sslcert sslkey sslkeylogfile sslpassword sslcertmode sslrootcert"
            + " sslcrl sslcrldir sslsni requirepeer ssl_min_protocol_version ssl_max_protocol_version"
            + " min_protocol_version max_protocol_version krbsrvname gsslib gssdelegation scram_client_key"
            + " scram_server_key service target_session_attrs load_balance_hosts oauth_issuer oauth_client_id"
            + " oauth_client_secret oauth_scope";

    @Test
    void everyParameterOfTheManualIsKnown() {
        List<String> manual = List.of(MANUAL.split(" "));
        Set<String> known = new TreeSet<>(LibpqParameter.ALL.keySet());
        known.addAll(LibpqParameter.ADDRESS);

        assertThat(known).containsAll(manual);
        assertThat(known).filteredOn(name -> !manual.contains(name)).containsExactlyInAnyOrder("ssl", "servicefile");
    }

    @Test
    void theDriverKnowsWhatTheyAreTranslatedTo() {
        assertThat(LibpqParameter.ALL.values().stream().flatMap(LibpqParameterTests::ofDriver))
                .isNotEmpty()
                .isSubsetOf(Arrays.stream(PGProperty.values())
                        .map(PGProperty::getName)
                        .toList());
    }

    private static Stream<String> ofDriver(LibpqParameter parameter) {
        if (parameter instanceof LibpqParameter.Renamed renamed) {
            return Stream.of(renamed.ofDriver());
        }
        return parameter instanceof LibpqParameter.Translated translated
                ? Stream.of(translated.ofDriver())
                : Stream.empty();
    }

    @ParameterizedTest
    @CsvSource({
        "target_session_attrs=any,targetServerType=any",
        "target_session_attrs=read-write,targetServerType=primary",
        "target_session_attrs=primary,targetServerType=primary",
        "target_session_attrs=read-only,targetServerType=secondary",
        "target_session_attrs=standby,targetServerType=secondary",
        "target_session_attrs=prefer-standby,targetServerType=preferSecondary",
        "load_balance_hosts=random,loadBalanceHosts=true",
        "keepalives=0,tcpKeepAlive=false",
        "connect_timeout=3,connectTimeout=3",
        "sslmode=verify-ca,sslmode=verify-ca",
        "ssl=true,sslmode=require",
        "sslrootcert=%2Fca.pem,sslrootcert=%2Fca.pem",
        "options=-c%20search_path%3Dapp,options=-c%20search_path%3Dapp",
        "fallback_application_name=x,ApplicationName=x",
        "currentSchema=app,currentSchema=app",
        "krbsrvname=pg,kerberosServerName=pg"
    })
    void valuesAreThoseOfTheDriver(String ofLibpq, String ofDriver) {
        DatabaseAddress address = DatabaseAddress.parse("postgres://u@h1,h2:5433/db?" + ofLibpq);

        assertThat(address.url()).isEqualTo("jdbc:postgresql://h1,h2:5433/db?" + ofDriver);
        assertThat(address.notes()).isEmpty();
        assertThat(address.dataSource()).isNotNull();
    }

    @Test
    void theCertificatesOfTheSystemAreThoseOfJava() {
        assertThat(DatabaseAddress.parse("postgres://u@h/db?sslrootcert=system").url())
                .contains("sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory", "sslmode=verify-full");
    }

    @Test
    void aServiceHasItsOwnHost(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("services"), "[shop]\nhost=elsewhere\nport=5433\n");
        System.setProperty("org.postgresql.pgservicefile", file.toString());
        try {
            DatabaseAddress address = DatabaseAddress.parse("postgres:///?service=shop");

            assertThat(address.url()).isEqualTo("jdbc:postgresql:///?service=shop");
            assertThat(Driver.parseURL(address.url(), new Properties()))
                    .containsEntry("PGHOST", "elsewhere")
                    .containsEntry("PGPORT", "5433");
        } finally {
            System.clearProperty("org.postgresql.pgservicefile");
        }
    }

    @Test
    void anUnknownServiceIsRefused() {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> DatabaseAddress.parse("postgres:///?service=shop"))
                .withMessageContainingAll("service", "PGSERVICEFILE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "client_encoding=LATIN1",
                "keepalives_idle=10",
                "requirepeer=postgres",
                "sslkeylogfile=f",
                "sslsni=0",
                "tcp_user_timeout=9",
                "gssdelegation=1",
                "sslcompression=1",
                "schema=app",
                "pgbouncer=true"
            })
    void ignoredParametersAreNamed(String parameter) {
        DatabaseAddress address = DatabaseAddress.parse("postgres://u@h/db?" + parameter);

        assertThat(address.url()).isEqualTo("jdbc:postgresql://h/db");
        assertThat(address.notes()).singleElement().asString().contains("is ignored: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sslcrl=f",
                "sslcrldir=d",
                "sslcertmode=require",
                "ssl_min_protocol_version=TLSv1.3",
                "ssl_max_protocol_version=TLSv1.2",
                "min_protocol_version=3.2",
                "replication=database",
                "passfile=f",
                "servicefile=f",
                "scram_client_key=k",
                "oauth_issuer=i",
                "host=%2Ftmp",
                "target_session_attrs=master"
            })
    void aDemandThatTheDriverCannotFulfilIsRefused(String parameter) {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> DatabaseAddress.parse("postgres://u@h/db?" + parameter))
                .satisfies(failure -> assertThat(failure.remedy()).isNotBlank());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "client_encoding=UTF8",
                "ssl_min_protocol_version=TLSv1.2",
                "max_protocol_version=3.2",
                "sslsni=1",
                "replication=off",
                "sslcertmode=allow",
                "sslcompression=0"
            })
    void whatTheDriverDoesAnywayNeedsNoNote(String parameter) {
        DatabaseAddress address = DatabaseAddress.parse("postgres://u@h/db?" + parameter);

        assertThat(address.url()).isEqualTo("jdbc:postgresql://h/db");
        assertThat(address.notes()).isEmpty();
    }
}
