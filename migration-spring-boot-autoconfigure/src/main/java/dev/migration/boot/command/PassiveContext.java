// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.command;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.LifecycleProcessor;
import org.springframework.context.event.AbstractApplicationEventMulticaster;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.context.weaving.LoadTimeWeaverAware;
import org.springframework.core.ResolvableType;

/**
 * Makes an application context passive: beans are created only on request, no bean is started, and no listener receives
 * events.
 */
final class PassiveContext {

    private PassiveContext() {}

    static void make(ConfigurableApplicationContext context) {
        context.addBeanFactoryPostProcessor(PassiveContext::makeLazy);
        ConfigurableListableBeanFactory factory = context.getBeanFactory();
        factory.registerSingleton(AbstractApplicationContext.LIFECYCLE_PROCESSOR_BEAN_NAME, new NoLifecycle());
        factory.registerSingleton(AbstractApplicationContext.APPLICATION_EVENT_MULTICASTER_BEAN_NAME, new NoEvents());
    }

    /** Makes all beans lazy, also those that the application excludes from lazy initialization. */
    private static void makeLazy(ConfigurableListableBeanFactory factory) {
        for (String name : factory.getBeanDefinitionNames()) {
            factory.getBeanDefinition(name).setLazyInit(true);
        }
        // Spring creates these singletons early, although they are lazy. A JPA EntityManagerFactory would validate
        // tables that the command is about to create.
        for (String name : factory.getBeanNamesForType(LoadTimeWeaverAware.class, false, false)) {
            factory.getBeanDefinition(BeanFactoryUtils.transformedBeanName(name))
                    .setScope(BeanDefinition.SCOPE_PROTOTYPE);
        }
    }

    /** Does not start message consumers, schedulers and servers. */
    private static final class NoLifecycle implements LifecycleProcessor {

        @Override
        public void onRefresh() {}

        @Override
        public void onClose() {}

        @Override
        public void start() {}

        @Override
        public void stop() {}

        @Override
        public boolean isRunning() {
            return false;
        }
    }

    /** Publishes no events: the first event would create all listeners and their dependencies. */
    private static final class NoEvents extends AbstractApplicationEventMulticaster {

        @Override
        public void multicastEvent(ApplicationEvent event) {}

        @Override
        public void multicastEvent(ApplicationEvent event, @Nullable ResolvableType type) {}
    }
}
