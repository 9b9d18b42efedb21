// SPDX-License-Identifier: Apache-2.0
package dev.migration.test.spring;

import java.nio.file.Path;

import javax.sql.DataSource;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.util.ClassUtils;

import dev.migration.test.recording.RecordingException;
import dev.migration.test.recording.StatementRecorder;

/**
 * Records the statements of all DataSource beans, if a property names a file for them. All are equal, because they do not decide
 * whether two tests may share a context.
 */
record RecordingCustomizer() implements ContextCustomizer {

    private static final String PROPERTY = "migration.test.statements";
    private static final String LIBRARY = "net.ttddyy.dsproxy.support.ProxyDataSource";
    private static final String RECORDER = "migrationTestStatementRecorder";

    @Override
    public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
        // Other customizers may still add properties.
        context.addBeanFactoryPostProcessor(beans -> {
            String file = context.getEnvironment().getProperty(PROPERTY, "");
            if (!file.isBlank()) {
                record(beans, Path.of(file));
            }
        });
    }

    private static void record(ConfigurableListableBeanFactory beans, Path file) {
        if (!ClassUtils.isPresent(LIBRARY, RecordingCustomizer.class.getClassLoader())) {
            throw RecordingException.withoutLibrary(PROPERTY);
        }
        // The container closes it with the context, and that writes the file.
        StatementRecorder recorder = new StatementRecorder(file);
        ((BeanDefinitionRegistry) beans)
                .registerBeanDefinition(RECORDER, new RootBeanDefinition(StatementRecorder.class, () -> recorder));
        beans.addBeanPostProcessor(new RecordedDataSources(recorder));
    }

    /**
     * Puts the recorder before each DataSource. The migration of the application finds the DataSource behind it, so that its own
     * statements are not recorded.
     */
    private record RecordedDataSources(StatementRecorder recorder) implements BeanPostProcessor {

        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            return bean instanceof DataSource dataSource ? recorder.record(dataSource) : bean;
        }
    }
}
