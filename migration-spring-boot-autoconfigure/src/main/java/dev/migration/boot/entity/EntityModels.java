// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.entity;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;

import dev.migration.cli.setting.UsageException;
import dev.migration.schema.model.SchemaModel;

/** Finds the entities of an application. */
public final class EntityModels {

    private static final String FACTORY = "org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean";
    private static final String HIBERNATE = "org.hibernate.jpa.boot.spi.EntityManagerFactoryBuilder";

    private EntityModels() {}

    /**
     * The entities of an application; empty if it has none, or if they are not mapped by Hibernate.
     *
     * @param chosen the name of the bean of an EntityManagerFactory, if the application has several
     * @throws UsageException if there are several and none is chosen, or if the chosen one does not exist
     */
    public static Optional<SchemaModel> find(ConfigurableListableBeanFactory beans, Optional<String> chosen) {
        List<String> names = names(beans);
        if (chosen.isPresent()) {
            return Optional.of(model(
                    beans, chosen.filter(names::contains).orElseThrow(() -> unknown(chosen.get(), names))));
        }
        if (names.size() > 1) {
            throw new UsageException(
                    "The application has several beans with entities: " + String.join(", ", names) + ".",
                    "Name the one of this database: migration.entities=BEAN, or migration.databases.NAME.entities=BEAN.");
        }
        return names.stream().findFirst().map(name -> model(beans, name));
    }

    private static SchemaModel model(ConfigurableListableBeanFactory beans, String name) {
        return new EntityModel(new PersistenceUnits(beans).unit(name));
    }

    private static List<String> names(ListableBeanFactory beans) {
        ClassLoader loader = EntityModels.class.getClassLoader();
        if (!Stream.of(FACTORY, HIBERNATE).allMatch(type -> ClassUtils.isPresent(type, loader))) {
            return List.of();
        }
        // Without the creation of beans: Hibernate would validate the tables.
        return Stream.of(beans.getBeanNamesForType(ClassUtils.resolveClassName(FACTORY, loader), true, false))
                .map(BeanFactoryUtils::transformedBeanName)
                .toList();
    }

    private static UsageException unknown(String name, List<String> names) {
        return new UsageException(
                "There is no bean '" + name + "' that creates an EntityManagerFactory of Hibernate.",
                names.isEmpty()
                        ? "Delete migration.entities, or add Hibernate and entities to the application."
                        : "Set migration.entities to one of: " + String.join(", ", names) + ".");
    }
}
