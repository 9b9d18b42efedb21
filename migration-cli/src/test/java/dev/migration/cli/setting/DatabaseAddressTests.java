// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.setting;

import java.util.Optional;

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
                "jdbc:postgresql://h:nonsense/db?password=geheim",
                "postgres://u:geheim@h:port/db",
                "whatever?password=geheim"
            })
    void theMessageOfARefusedAddressHasNoPassword(String text) {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> DatabaseAddress.parse(text))
                .withMessageNotContaining("geheim");
    }

    @Test
    void itsTextHasNoPassword() {
        DatabaseAddress address = DatabaseAddress.parse("postgres://u:geheim@h/db?sslpassword=geheim");

        assertThat(address).hasToString("jdbc:postgresql://h/db");
    }
}
