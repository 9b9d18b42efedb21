// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.setting;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.logging.StreamHandler;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class DatabaseAddressTests {

    @ParameterizedTest
    @CsvSource({
        "postgres://u:p@h:5433/db?sslmode=require, jdbc:postgresql://h:5433/db?sslmode=require, u, p",
        "postgresql://u:p%40ss%3Aw%2Fo%2Brd+@h/db, jdbc:postgresql://h/db, u, p@ss:w/o+rd+",
        "postgres://us%C3%A9r:p:q@h/d%20b, jdbc:postgresql://h/d%20b, usér, p:q",
        "postgres://u%:100%25%zz@h/db, jdbc:postgresql://h/db, u%, 100%%zz",
        "postgres://u:p@h1:1;h2:2/db, jdbc:postgresql://h1:1;h2:2/db, u, p",
        "postgres://u:p@h/db?application_name=x&connect_timeout=3, jdbc:postgresql://h/db?ApplicationName=x&connectTimeout=3, u, p"
    })
    void connectionUrisOfLibpqAreParsed(String text, String url, String user, String password) {
        DatabaseAddress address = DatabaseAddress.parse(text.replace(';', ','));

        assertThat(address.url()).isEqualTo(url.replace(';', ','));
        assertThat(address.user()).hasValue(user);
        assertThat(address.password()).hasValue(password);
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres://u:@h/db", "postgres://u@h/db", "host=h user=u dbname=db password=''"})
    void anEmptyPasswordIsNone(String text) {
        assertThat(DatabaseAddress.parse(text).password()).isEmpty();
        assertThat(new DatabaseAddress("jdbc:postgresql://h/db", Optional.of("u"), Optional.of("")).password())
                .isEmpty();
    }

    @Test
    void aJdbcUrlStaysUnchanged() {
        String url = "jdbc:postgresql://h/db?user=u&password=p";

        assertThat(DatabaseAddress.parse(url)).isEqualTo(new DatabaseAddress(url, Optional.empty(), Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:mysql://u:geheim@h/db?password=geheim",
                "mysql://u:geheim@h/db",
                "jdbc:postgresql://h:geheim/db?password=geheim",
                "jdbc:postgresql://u:geheim@h/db",
                "jdbc:postgresql:u:geheim@h",
                "postgres://u:geheim@h:port/db",
                "postgres://u:geheim?x@h/db",
                "postgres://u:gehe?im=geheim@h/db?target_session_attrs=geheim",
                "postgres://u:p@h/db?target_session_attrs=geheim",
                "postgres://u:p@h/db?scram_client_key=geheim",
                "postgres://u:p@h/db?oauth_client_secret=geheim",
                "whatever?password=geheim",
                "u:geheim@h/db",
                "host=h password=geheim dbname='db",
                "host=h port=geheim password=geheim"
            })
    void theMessageOfARefusedAddressHasNoPassword(String text) {
        ByteArrayOutputStream logged = new ByteArrayOutputStream();
        Handler handler = new StreamHandler(logged, new SimpleFormatter());
        Logger driver = Logger.getLogger("org.postgresql");
        driver.addHandler(handler);
        try {
            assertThatExceptionOfType(UsageException.class)
                    .isThrownBy(() -> DatabaseAddress.parse(text))
                    .withMessageNotContaining("geheim")
                    .satisfies(failure ->
                            assertThat(failure.problem() + failure.remedy()).doesNotContain("geheim"));
        } finally {
            driver.removeHandler(handler);
            handler.flush();
        }
        assertThat(logged.toString(StandardCharsets.UTF_8)).doesNotContain("geheim");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql+psycopg2://u:p%40@h:5433/db",
                "postgresql+asyncpg://u:p%40@h:5433/db",
                "postgres+psycopg://u:p%40@h:5433/db",
                "postgresql+pg8000://u:p%40@h:5433/db"
            })
    void addressesOfSqlalchemyAreParsed(String text) {
        assertThat(DatabaseAddress.parse(text))
                .isEqualTo(new DatabaseAddress("jdbc:postgresql://h:5433/db", Optional.of("u"), Optional.of("p@")));
        assertThat(DatabaseAddress.parse(text + "?ssl=require").url()).endsWith("?sslmode=require");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://h:99999/db",
                "jdbc:postgresql://h:65536/db?user=x",
                "jdbc:postgresql://h:0/db",
                "jdbc:postgresql://a:5432,b:123456/db",
                "jdbc:postgresql://[::1]:70000/db",
                "postgres://u:p@h:99999/db",
                "postgresql+psycopg2://u:p@h:99999/db",
                "host=h port=99999"
            })
    void aPortThatNoServerHasIsNamed(String text) {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> DatabaseAddress.parse(text, "migration.url of migration.properties"))
                .satisfies(refused -> assertThat(refused.problem())
                        .isEqualTo("migration.url of migration.properties: The port is not a number from 1 to 65535."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://h:65535/db",
                "jdbc:postgresql://[fe80::1]:1/db",
                "postgres://u:99999@h:1/99999"
            })
    void aPortOfAServerIsAccepted(String text) {
        assertThat(DatabaseAddress.parse(text).url()).startsWith("jdbc:postgresql://");
    }

    @Test
    void itsTextHasNoPassword() {
        DatabaseAddress address = DatabaseAddress.parse("postgres://u:geheim@h/db?sslpassword=geheim");

        assertThat(address).hasToString("jdbc:postgresql://h/db");
        assertThat(new DatabaseAddresses.Options(
                        Optional.of("postgres://u:geheim@h/db"), Optional.of("u"), Optional.of("geheim")))
                .asString()
                .doesNotContain("geheim");
    }

    @Test
    void connectionStringsOfLibpqAreParsed() {
        DatabaseAddress address = DatabaseAddress.parse(
                "host=h1,h2 port = 1,2 dbname='my db' user='o\\'k' password='p w\\\\' application_name=x");

        assertThat(address.url()).isEqualTo("jdbc:postgresql://h1:1,h2:2/my%20db?ApplicationName=x");
        assertThat(address.user()).hasValue("o'k");
        assertThat(address.password()).hasValue("p w\\");
    }

    @Test
    void anEmptyPasswordIsNone() {
        assertThat(DatabaseAddress.parse("postgres://u:@h/db").password()).isEmpty();
        assertThat(DatabaseAddress.parse("postgres://u@h/db")
                        .withCredentials(Optional.empty(), Optional.of(""))
                        .password())
                .isEmpty();
    }
}
