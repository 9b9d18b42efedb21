// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.command;

import org.junit.jupiter.api.Test;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.context.weaving.LoadTimeWeaverAware;
import org.springframework.instrument.classloading.LoadTimeWeaver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PassiveContextTests {

    @Test
    void nothingIsCreatedOrStartedBeforeItIsRequested() {
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            context.register(Application.class);
            PassiveContext.make(context);

            context.refresh();

            assertThat(context.getBean(String.class)).isEqualTo("requested");
        }
    }

    /** Shows that the test above can fail. */
    @Test
    void anOrdinaryContextCreatesThem() {
        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> new AnnotationConfigApplicationContext(Application.class))
                .havingRootCause()
                .isInstanceOf(AssertionError.class);
    }

    @Configuration(proxyBeanMethods = false)
    static class Application {

        @Bean
        String text() {
            return "requested";
        }

        @Bean
        Object ordinary() {
            throw new AssertionError("an ordinary bean was created");
        }

        @Bean
        @Lazy(false)
        Object eager() {
            throw new AssertionError("an eager bean was created");
        }

        @Bean
        static LazyInitializationExcludeFilter neverLazy() {
            return (name, definition, type) -> true;
        }

        @Bean
        SmartLifecycle messageConsumer() {
            throw new AssertionError("a lifecycle bean was created");
        }

        @Bean
        ApplicationListener<ContextRefreshedEvent> listener() {
            throw new AssertionError("a listener was created");
        }

        @EventListener(ContextRefreshedEvent.class)
        void receive() {
            throw new AssertionError("an event was received");
        }

        @Bean
        Factory entityManagerFactory() {
            throw new AssertionError("a bean that Spring creates early was created");
        }
    }

    interface Factory extends LoadTimeWeaverAware {

        @Override
        default void setLoadTimeWeaver(LoadTimeWeaver weaver) {}
    }
}
