// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.slice;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.SimpleBeanDefinitionRegistry;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

import dev.migration.boot.slice.RevisionFilter.ExcludedBean;

/**
 * Puts a {@link RevisionFilter} in the place of the filter of a test slice. It runs before the application's components are
 * scanned, because it is added to the context and is not a bean. After the scan it refuses Java revisions that the slice
 * excludes nevertheless.
 */
final class FilterReplacement implements BeanDefinitionRegistryPostProcessor {

    /** The name under which Spring Boot registers the filter of {@code @TypeExcludeFilters}. */
    private static final String FILTER = "org.springframework.boot.test.context.filter.annotation.TypeExcludeFilters";

    private final Environment environment;
    private Optional<RevisionFilter> filter = Optional.empty();

    FilterReplacement(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
        if (registry instanceof DefaultListableBeanFactory beans
                && beans.getSingleton(FILTER) instanceof TypeExcludeFilter slice) {
            RevisionFilter replacement = new RevisionFilter(slice);
            beans.destroySingleton(FILTER);
            beans.registerSingleton(FILTER, replacement);
            filter = Optional.of(replacement);
        }
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        List<ExcludedBean> excluded = filter.stream()
                .flatMap(slice -> slice.excluded().stream())
                .filter(bean -> !isDefined(beans, bean.configuration()) && isActive(beans, bean.configuration()))
                .toList();
        if (!excluded.isEmpty()) {
            throw new ExcludedRevisionException(excluded);
        }
    }

    /** Returns whether the test imports the configuration. */
    private static boolean isDefined(ConfigurableListableBeanFactory beans, String configuration) {
        return Stream.of(beans.getBeanDefinitionNames())
                .map(name -> beans.getBeanDefinition(name).getBeanClassName())
                .anyMatch(type -> Objects.equals(type, configuration));
    }

    /** Returns whether the conditions of the configuration match, such as a profile. */
    private boolean isActive(ConfigurableListableBeanFactory beans, String configuration) {
        BeanDefinitionRegistry probe = new SimpleBeanDefinitionRegistry();
        Class<?> type = ClassUtils.resolveClassName(configuration, beans.getBeanClassLoader());
        new AnnotatedBeanDefinitionReader(probe, environment).registerBean(type, configuration);
        return probe.containsBeanDefinition(configuration);
    }
}
