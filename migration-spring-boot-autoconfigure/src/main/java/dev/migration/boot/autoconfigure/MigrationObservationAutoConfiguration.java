// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.autoconfigure;

import java.util.stream.Stream;

import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

import dev.migration.Migrator;
import dev.migration.boot.observation.MigrationObservationConvention;
import dev.migration.boot.observation.MigrationObservations;

/** Auto-configuration that records Micrometer observations of migrations, if there is an {@link ObservationRegistry}. */
@AutoConfiguration(
        after = MigrationAutoConfiguration.class,
        afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnClass({Migrator.class, ObservationRegistry.class})
@ConditionalOnBean(ObservationRegistry.class)
@Conditional(OnMigration.class)
public final class MigrationObservationAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    MigrationObservations migrationObservations(
            ConfigurableListableBeanFactory beans, ObjectProvider<MigrationObservationConvention> convention) {
        return new MigrationObservations(
                () -> ready(beans), () -> convention.getIfAvailable(() -> MigrationObservationConvention.DEFAULT));
    }

    /**
     * Returns the registry if the application has created it already, or else {@link ObservationRegistry#NOOP}. The
     * registry is not created here: its exporters may need the database that is being migrated.
     */
    private static ObservationRegistry ready(ConfigurableListableBeanFactory beans) {
        return Stream.of(beans.getBeanNamesForType(ObservationRegistry.class, false, false))
                .filter(beans::containsSingleton)
                .findFirst()
                .map(name -> beans.getBean(name, ObservationRegistry.class))
                .orElse(ObservationRegistry.NOOP);
    }
}
