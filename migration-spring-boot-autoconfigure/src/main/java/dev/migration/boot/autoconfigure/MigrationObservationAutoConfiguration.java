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

/** Observes the migration, where there is a registry of observations. */
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
     * The registry, once the application has made it. To make it here might need the database that is just being migrated, because
     * what exports observations may be configured from there.
     */
    private static ObservationRegistry ready(ConfigurableListableBeanFactory beans) {
        return Stream.of(beans.getBeanNamesForType(ObservationRegistry.class, false, false))
                .filter(beans::containsSingleton)
                .findFirst()
                .map(name -> beans.getBean(name, ObservationRegistry.class))
                .orElse(ObservationRegistry.NOOP);
    }
}
