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
    void nothingIsMadeAndNothingIsStartedUntilSomebodyAsks() {
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            context.register(Application.class);
            PassiveContext.make(context);

            context.refresh();

            assertThat(context.getBean(String.class)).isEqualTo("asked for");
        }
    }

    /** Else the test above could not fail. */
    @Test
    void anOrdinaryContextMakesThem() {
        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> new AnnotationConfigApplicationContext(Application.class))
                .havingRootCause()
                .isInstanceOf(AssertionError.class);
    }

    @Configuration(proxyBeanMethods = false)
    static class Application {

        @Bean
        String text() {
            return "asked for";
        }

        @Bean
        Object ordinary() {
            throw new AssertionError("an ordinary bean was made");
        }

        @Bean
        @Lazy(false)
        Object eager() {
            throw new AssertionError("an eager bean was made");
        }

        @Bean
        static LazyInitializationExcludeFilter neverLazy() {
            return (name, definition, type) -> true;
        }

        @Bean
        SmartLifecycle consumerOfAQueue() {
            throw new AssertionError("a bean with a life of its own was made");
        }

        @Bean
        ApplicationListener<ContextRefreshedEvent> listener() {
            throw new AssertionError("a listener was made");
        }

        @EventListener(ContextRefreshedEvent.class)
        void hear() {
            throw new AssertionError("an event was heard");
        }

        @Bean
        Factory factoryOfEntityManagers() {
            throw new AssertionError("a bean that Spring makes early was made");
        }
    }

    interface Factory extends LoadTimeWeaverAware {

        @Override
        default void setLoadTimeWeaver(LoadTimeWeaver weaver) {}
    }
}
