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
 * Prints what to do about a Java revision that asks for a bean which waits for the migration, such as a repository. Before
 * Spring Boot's own analyzer, which knows the circle and not the way out.
 */
class CircularRevisionFailureAnalyzer extends AbstractFailureAnalyzer<BeanCurrentlyInCreationException>
        implements Ordered {

    private final BeanFactory beans;

    CircularRevisionFailureAnalyzer(BeanFactory beans) {
        this.beans = beans;
    }

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BeanCurrentlyInCreationException cause) {
        List<String> circle = new ArrayList<>(names(rootFailure));
        return circle.stream()
                .filter(this::isRevision)
                .findFirst()
                .map(revision -> report(revision, circle, cause))
                .orElse(null);
    }

    private static FailureAnalysis report(
            String revision, List<String> circle, BeanCurrentlyInCreationException cause) {
        List<String> needed = circle.subList(circle.indexOf(revision) + 1, circle.size());
        return new FailureAnalysis(
                "The Java revision '" + revision + "' needs beans that wait for the migration themselves"
                        + Optional.of(needed)
                                .filter(names -> !names.isEmpty())
                                .map(names -> ": " + String.join(" -> ", names))
                                .orElse("")
                        + ".",
                "Give the revision nothing that needs the database (no repository, EntityManager, JdbcTemplate or service that"
                        + " has one): work with context.jdbc() or context.connection(), which are on the revision's own"
                        + " transaction. Entities and repositories are made for the newest schema, and a revision runs on an older"
                        + " one.",
                cause);
    }

    /** The beans that were being made, the outermost first. */
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
