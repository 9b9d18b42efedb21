// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.command;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import dev.migration.boot.autoconfigure.MigrationAutoConfiguration;
import dev.migration.cli.setting.GlobalOptions;
import dev.migration.error.MigrationException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class StartFailureTests {

    @Test
    void aMissingAddressIsReportedWithTheAnalysisOfSpringBoot() {
        new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(DataSourceAutoConfiguration.class, MigrationAutoConfiguration.class))
                .withClassLoader(new FilteredClassLoader("org.h2", "org.hsqldb", "org.apache.derby"))
                .withPropertyValues("migration.on-startup=none", "spring.datasource.url=")
                .withInitializer(PassiveContext::make)
                .run(context -> {
                    ApplicationCommandContext application =
                            new ApplicationCommandContext(new GlobalOptions(), context.getSourceApplicationContext());

                    assertThatExceptionOfType(MigrationException.class)
                            .isThrownBy(() -> application.migrator(List.of()))
                            .satisfies(failure -> {
                                assertThat(failure.problem()).startsWith("Failed to configure a DataSource");
                                assertThat(failure.remedy()).isNotBlank();
                            });
                });
    }
}
