package dev.migration.boot.autoconfigure;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.actuate.autoconfigure.info.ConditionalOnEnabledInfoContributor;
import org.springframework.boot.actuate.autoconfigure.info.InfoContributorFallback;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

import dev.migration.Migrator;
import dev.migration.boot.actuate.MigrationInfoContributor;
import dev.migration.boot.status.MigrationMonitor;

/** Shows the migration at {@code /actuator/info}, where that is asked for. */
@AutoConfiguration(after = MigrationAutoConfiguration.class)
@ConditionalOnClass({Migrator.class, ConditionalOnEnabledInfoContributor.class})
@ConditionalOnBean(MigrationMonitor.class)
@ConditionalOnEnabledInfoContributor(value = "migrations", fallback = InfoContributorFallback.DISABLE)
public final class MigrationInfoAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    MigrationInfoContributor migrationInfoContributor(ListableBeanFactory beans) {
        return new MigrationInfoContributor(beans.getBeansOfType(MigrationMonitor.class));
    }
}
