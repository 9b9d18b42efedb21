// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.diagnostics;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.BeanCurrentlyInCreationException;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;

import dev.migration.script.JavaRevision;

/**
 * Analyzes the failure of a Java revision that needs a bean which waits for the migration, such as a repository. It has precedence over
 * the analyzer of Spring Boot, which reports the cycle but no remedy for this case.
 */
class CircularRevisionFailureAnalyzer extends AbstractFailureAnalyzer<BeanCurrentlyInCreationException>
        implements Ordered {

    private final BeanFactory beans;

    CircularRevisionFailureAnalyzer(BeanFactory beans) {
        this.beans = beans;
    }

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BeanCurrentlyInCreationException cause) {
        List<String> cycle = new ArrayList<>(names(rootFailure));
        return cycle.stream()
                .filter(this::isRevision)
                .findFirst()
                .map(revision -> report(revision, cycle, cause))
                .orElse(null);
    }

    private static FailureAnalysis report(String revision, List<String> cycle, BeanCurrentlyInCreationException cause) {
        List<String> needed = cycle.subList(cycle.indexOf(revision) + 1, cycle.size());
        return new FailureAnalysis(
                "The Java revision '" + revision + "' needs beans that wait for the migration"
                        + Optional.of(needed)
                                .filter(names -> !names.isEmpty())
                                .map(names -> ": " + String.join(" -> ", names))
                                .orElse("")
                        + ".",
                "Remove the beans that need the database from the revision (repositories, EntityManager, JdbcTemplate, and"
                        + " services that use them). Use context.jdbc() or context.connection(), which use the transaction of the"
                        + " revision. Entities and repositories match the newest schema, but a revision runs on an older one.",
                cause);
    }

    /** The names of the beans that were being created, the outermost first. */
    private static Set<String> names(Throwable failure) {
        Set<String> names = new LinkedHashSet<>();
        for (Throwable next = failure; next != null; next = next.getCause()) {
            if (next instanceof BeanCreationException creation && creation.getBeanName() != null) {
                names.add(creation.getBeanName());
            }
        }
        return names;
    }

    private boolean isRevision(String bean) {
        try {
            return beans.isTypeMatch(bean, JavaRevision.class);
        } catch (NoSuchBeanDefinitionException inner) {
            return false;
        }
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }
}
