// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.command;

import java.util.Optional;

import org.springframework.beans.BeansException;
import org.springframework.context.ConfigurableApplicationContext;

import dev.migration.boot.entity.EntityModels;
import dev.migration.schema.model.SchemaModel;

/**
 * The schema that the database of a command should have, as an application configures it.
 *
 * @param project the name of the database that has the scripts; empty if there is one database without a name
 */
record ApplicationModel(ConfigurableApplicationContext context, Optional<String> project) {

    /** @throws dev.migration.error.MigrationException if the beans that map the entities cannot be created */
    Optional<SchemaModel> entities() {
        try {
            return EntityModels.find(context.getBeanFactory(), setting("migration.entities"));
        } catch (BeansException failure) {
            throw StartFailure.known(failure, context);
        }
    }

    /** A setting of the selected database, else of the application. */
    Optional<String> setting(String key) {
        return project.flatMap(name -> value(key.replaceFirst("migration\\.", "migration.databases." + name + ".")))
                .or(() -> value(key));
    }

    private Optional<String> value(String key) {
        return Optional.ofNullable(context.getEnvironment().getProperty(key)).filter(value -> !value.isBlank());
    }
}
