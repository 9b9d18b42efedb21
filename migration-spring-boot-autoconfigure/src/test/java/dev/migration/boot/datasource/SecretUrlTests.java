// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.datasource;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.migration.boot.testing.TestContexts;

import static org.assertj.core.api.Assertions.assertThat;

/** A password in a URL is in no message, in no stack trace and in no log. */
@ExtendWith(OutputCaptureExtension.class)
class SecretUrlTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://u:geheim@localhost:1/db",
                "jdbc:postgresql://u:geheim@localhost:1/db",
                "jdbc:postgresql://localhost:1/db?user=u&password=geheim",
                "jdbc:postgresql://localhost:1/db?user=u&sslpassword=geheim",
                "u:geheim@localhost/db",
                "host=localhost port=1 password=geheim"
            })
    void ofTheMigrationIsNotPrinted(String url, CapturedOutput output) {
        TestContexts.withoutDataSource()
                .withPropertyValues("migration.url=" + url, "migration.connect-for=0s", "debug=true")
                .run(context -> {
                    assertThat(context).hasFailed();
                    assertThat(stackTrace(Objects.requireNonNull(context.getStartupFailure())))
                            .doesNotContain("geheim");
                });
        assertThat(output.getAll()).doesNotContain("geheim");
    }

    @ParameterizedTest
    @CsvSource({
        "org.apache.tomcat.jdbc.pool.DataSource,jdbc:postgresql://u:geheim@localhost:1/db",
        "com.zaxxer.hikari.HikariDataSource,jdbc:postgresql://localhost:1/db?user=u&password=geheim",
        "org.apache.commons.dbcp2.BasicDataSource,jdbc:postgresql://u:geheim@localhost:1/db",
    })
    void ofTheApplicationIsNotPrinted(String pool, String url, CapturedOutput output) {
        TestContexts.withoutDataSource(DataSourceAutoConfiguration.class)
                .withPropertyValues(
                        "spring.datasource.url=" + url, "spring.datasource.type=" + pool, "migration.connect-for=0s")
                .run(context -> {
                    assertThat(context).hasFailed();
                    assertThat(stackTrace(Objects.requireNonNull(context.getStartupFailure())))
                            .doesNotContain("geheim");
                });
        assertThat(output.getAll()).doesNotContain("geheim");
    }

    @Test
    void theTextOfSettingsHasNoPassword() {
        var credentials = new MigrationCredentials("jdbc:postgresql://h/db?password=geheim", "u", "geheim");

        assertThat(credentials + " " + credentials.settings() + " "
                        + credentials.settings().target() + " " + UnpooledDataSource.of(credentials))
                .doesNotContain("geheim");
    }

    private static String stackTrace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
