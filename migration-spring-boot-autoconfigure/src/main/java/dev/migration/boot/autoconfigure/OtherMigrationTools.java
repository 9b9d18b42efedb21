// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.autoconfigure;

import java.util.List;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;

/** Warns if the application also runs Flyway or Liquibase: neither tool knows the changes of the other. */
final class OtherMigrationTools implements SmartInitializingSingleton {

    private static final Logger log = LoggerFactory.getLogger("dev.migration");

    private static final List<Tool> TOOLS = List.of(
            new Tool("Flyway", "org.flywaydb.core.Flyway", "spring.flyway.enabled"),
            new Tool("Liquibase", "liquibase.integration.spring.SpringLiquibase", "spring.liquibase.enabled"));

    private final ConfigurableListableBeanFactory beans;

    OtherMigrationTools(ConfigurableListableBeanFactory beans) {
        this.beans = beans;
    }

    @Override
    public void afterSingletonsInstantiated() {
        for (Tool tool : TOOLS) {
            names(tool)
                    .forEach(bean -> log.warn(
                            "{} migrates in this application too (bean '{}'). Each schema needs one owner: remove {} or"
                                    + " set {}=false once its changes are revisions, or use different databases or"
                                    + " schemas (migration.url, migration.schema).",
                            tool.name(),
                            bean,
                            tool.name(),
                            tool.property()));
        }
    }

    private Stream<String> names(Tool tool) {
        ClassLoader loader = beans.getBeanClassLoader();
        return ClassUtils.isPresent(tool.type(), loader)
                ? Stream.of(beans.getBeanNamesForType(ClassUtils.resolveClassName(tool.type(), loader), true, false))
                : Stream.empty();
    }

    private record Tool(String name, String type, String property) {}
}
