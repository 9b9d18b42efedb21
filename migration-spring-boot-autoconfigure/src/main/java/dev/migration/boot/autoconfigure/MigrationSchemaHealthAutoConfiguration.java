// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.autoconfigure;

import java.util.List;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

import dev.migration.Migrator;
import dev.migration.boot.schemahealth.MissingLibraryException;
import dev.migration.boot.schemahealth.SchemaHealthProperties;
import dev.migration.boot.schemahealth.SchemaHealthSchedule;
import dev.migration.boot.status.MigrationMonitor;
import dev.migration.boot.status.MonitoredContext;
import dev.migration.schema.ObjectFilter;
import dev.migration.setting.SettingKey;

/** Auto-configuration of the checks of schemas. Tenants are left out: each look would read the catalogs of all of them. */
@AutoConfiguration(after = MigrationAutoConfiguration.class, before = MigrationHealthAutoConfiguration.class)
@ConditionalOnClass(Migrator.class)
@ConditionalOnBean(MigrationMonitor.class)
@ConditionalOnBooleanProperty("migration.schema-health.enabled")
@EnableConfigurationProperties(SchemaHealthProperties.class)
public final class MigrationSchemaHealthAutoConfiguration {

    private static final String COMMANDS = "dev.migration.cli.health.check.SchemaHealth";
    private static final String CHECKS = "io.github.mfvanek.pg.core.checks.common.Diagnostic";

    @Bean
    @ConditionalOnMissingBean
    SchemaHealthSchedule migrationSchemaHealthSchedule(
            ListableBeanFactory beans, Environment environment, SchemaHealthProperties properties) {
        require(COMMANDS, "dev.migration:migration-cli");
        require(CHECKS, "io.github.mfvanek:pg-index-health-core");
        return new SchemaHealthSchedule(
                () -> MonitoredContext.databases(beans),
                database -> filter(environment, database),
                properties.getInterval());
    }

    private static void require(String type, String library) {
        if (!ClassUtils.isPresent(type, ClassUtils.getDefaultClassLoader())) {
            throw new MissingLibraryException(library);
        }
    }

    private static ObjectFilter filter(Environment environment, String database) {
        return new ObjectFilter(
                patterns(environment, database, SettingKey.COMPARE_INCLUDE),
                patterns(environment, database, SettingKey.COMPARE_EXCLUDE));
    }

    /** Those of the named database, else of all. */
    private static List<String> patterns(Environment environment, String database, SettingKey setting) {
        String key = setting.key();
        String own = "migration.databases." + database + key.substring("migration".length());
        Binder binder = Binder.get(environment);
        Bindable<List<String>> list = Bindable.listOf(String.class);
        return binder.bind(ConfigurationPropertyName.adapt(own, '.'), list)
                .orElseGet(() -> binder.bind(key, list).orElse(List.of()));
    }
}
