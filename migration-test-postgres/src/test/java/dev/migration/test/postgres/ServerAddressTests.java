// SPDX-License-Identifier: Apache-2.0
package dev.migration.test.postgres;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ServerAddressTests {

    @Test
    void readsAndRemovesTheCredentialsOfTheUrl() {
        var address = ServerAddress.parse("jdbc:postgresql://db:5433/postgres?user=me&sslmode=require&password=p%26w");

        assertThat(address.username()).isEqualTo("me");
        assertThat(address.password()).isEqualTo("p&w");
        assertThat(address.url()).isEqualTo("jdbc:postgresql://db:5433/postgres?sslmode=require");
    }

    @Test
    void createsTheAddressOfAnotherDatabaseOnTheSameServer() {
        var address = ServerAddress.parse("jdbc:postgresql://one,two:5433/postgres?user=me&sslmode=require");

        assertThat(address.withDatabase("support").url())
                .isEqualTo("jdbc:postgresql://one,two:5433/support?sslmode=require");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&sslmode=require&connectTimeout=5"})
    void isReadAgainFromItsUrlWithCredentials(String parameters) {
        var address = ServerAddress.parse("jdbc:postgresql://db:5433/postgres?user=m%20e&password=p%26w" + parameters);

        assertThat(ServerAddress.parse(address.urlWithCredentials())).isEqualTo(address);
    }

    @Test
    void textFormContainsNoPassword() {
        var address = ServerAddress.parse("jdbc:postgresql://db/postgres?user=me&password=secret");

        assertThat(address).hasToString("me@jdbc:postgresql://db/postgres");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "db:5432", "jdbc:mysql://db/support?user=me", "jdbc:postgresql://db:5432/?user=me"})
    void refusesInvalidUrls(String url) {
        assertThatIllegalArgumentException().isThrownBy(() -> ServerAddress.parse(url));
    }

    @Test
    void refusesAUrlWithoutUser() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerAddress.parse("jdbc:postgresql://db:5432/postgres"))
                .withMessageContaining("user");
    }
}
