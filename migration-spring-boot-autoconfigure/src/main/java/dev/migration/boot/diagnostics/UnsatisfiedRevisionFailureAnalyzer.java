// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.diagnostics;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.UnsatisfiedDependencyException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.ResolvableType;

import dev.migration.script.JavaRevision;

/**
 * Analyzes the failure of a Java revision that needs a bean which does not exist, as in a test slice. It has precedence over
 * the analyzer of Spring Boot, whose remedy is to define the bean in the application.
 */
class UnsatisfiedRevisionFailureAnalyzer extends AbstractFailureAnalyzer<UnsatisfiedDependencyException>
        implements Ordered {

    private final BeanFactory beans;

    UnsatisfiedRevisionFailureAnalyzer(BeanFactory beans) {
        this.beans = beans;
    }

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, UnsatisfiedDependencyException cause) {
        // The outermost of such exceptions is found first; the revision may be further inside.
        for (Throwable next = cause; next != null; next = next.getCause()) {
            if (next instanceof UnsatisfiedDependencyException inner
                    && inner.getCause() instanceof NoSuchBeanDefinitionException missing
                    && isRevision(inner.getBeanName())) {
                return report(inner.getBeanName(), missing, cause);
            }
        }
        return null;
    }

    private static FailureAnalysis report(
            @Nullable String revision, NoSuchBeanDefinitionException missing, UnsatisfiedDependencyException cause) {
        String needed = needed(missing);
        return new FailureAnalysis(
                "The Java revision '" + revision + "' needs a bean that does not exist: " + needed
                        + ". No revision was run.",
                "In a test slice such as @DataJpaTest, which creates only some of the application's beans, annotate the test"
                        + " class with @Import for this bean. Better: remove the bean from the revision and use context.jdbc() or"
                        + " context.connection(). A revision must do the same in ten years, when the bean may have changed.",
                cause);
    }

    private static String needed(NoSuchBeanDefinitionException missing) {
        ResolvableType type = missing.getResolvableType();
        return type == null ? String.valueOf(missing.getBeanName()) : type.toString();
    }

    private boolean isRevision(@Nullable String bean) {
        try {
            return bean != null && beans.isTypeMatch(bean, JavaRevision.class);
        } catch (NoSuchBeanDefinitionException inner) {
            return false;
        }
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }
}
