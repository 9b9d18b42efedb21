// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.database;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Assigns beans to databases: a bean whose {@code @Qualifier} is the name of a database is for that database, any other bean
 * is for all databases.
 */
record DatabaseBeans(ConfigurableListableBeanFactory beans, List<String> databases) {

    /** Returns the beans for a database and the beans for all databases, in the order of {@code @Order}. */
    <T> List<T> of(String database, Class<T> type) {
        Set<Object> others = Collections.newSetFromMap(new IdentityHashMap<>());
        names(type)
                .filter(bean -> !isFor(bean, database) && isForOne(bean))
                .map(beans::getBean)
                .forEach(others::add);
        return beans.getBeanProvider(type)
                .orderedStream()
                .filter(member -> !others.contains(member))
                .toList();
    }

    /** Returns the bean for this database only, or else the bean for all databases. */
    <T> Optional<T> oneOf(String database, Class<T> type) {
        return own(database, type).or(() -> shared(type));
    }

    /** Returns the bean for this database only. */
    <T> Optional<T> own(String database, Class<T> type) {
        return only(type, names(type).filter(bean -> isFor(bean, database)).toList());
    }

    /** Returns whether a bean for this database only is defined; creates no bean. */
    boolean hasOwn(String database, Class<?> type) {
        return defined(type).anyMatch(bean -> isFor(bean, database));
    }

    /** Returns the names of the beans for all databases; creates no bean. */
    List<String> namesOfShared(Class<?> type) {
        return defined(type).filter(bean -> !isForOne(bean)).toList();
    }

    /** Returns the bean for all databases. */
    <T> Optional<T> shared(Class<T> type) {
        return only(type, names(type).filter(bean -> !isForOne(bean)).toList());
    }

    private <T> Optional<T> only(Class<T> type, List<String> names) {
        if (names.size() > 1) {
            throw new NoUniqueBeanDefinitionException(type, names);
        }
        return names.stream().findFirst().map(name -> beans.getBean(name, type));
    }

    private Stream<String> names(Class<?> type) {
        return Stream.of(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, type));
    }

    private Stream<String> defined(Class<?> type) {
        return Stream.of(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, type, true, false));
    }

    private boolean isForOne(String bean) {
        return databases.stream().anyMatch(database -> isFor(bean, database));
    }

    private boolean isFor(String bean, String database) {
        return BeanFactoryAnnotationUtils.isQualifierMatch(database::equals, bean, beans);
    }
}
