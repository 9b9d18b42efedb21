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
 * Which beans are for which of several databases: one whose {@code @Qualifier} is the name of a database is for that one, any other
 * is for all of them.
 */
record DatabaseBeans(ConfigurableListableBeanFactory beans, List<String> databases) {

    /** All that are for a database, in the order of {@code @Order}. */
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

    /** The one that is for this database and no other, or else the one that is for all. */
    <T> Optional<T> oneOf(String database, Class<T> type) {
        return own(database, type).or(() -> shared(type));
    }

    /** The one that is for this database and no other. */
    <T> Optional<T> own(String database, Class<T> type) {
        return only(type, names(type).filter(bean -> isFor(bean, database)).toList());
    }

    /** Whether there is one that is for this database and no other; makes none. */
    boolean hasOwn(String database, Class<?> type) {
        return defined(type).anyMatch(bean -> isFor(bean, database));
    }

    /** Those that are for no database in particular; makes none. */
    List<String> namesOfShared(Class<?> type) {
        return defined(type).filter(bean -> !isForOne(bean)).toList();
    }

    /** The one that is for all. */
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
