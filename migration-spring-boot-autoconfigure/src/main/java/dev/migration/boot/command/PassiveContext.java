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
 * A context in which nothing happens by itself: beans are made when somebody asks for them, none is started, and none hears of
 * events.
 */
final class PassiveContext {

    private PassiveContext() {}

    static void make(ConfigurableApplicationContext context) {
        context.addBeanFactoryPostProcessor(PassiveContext::makeLazy);
        ConfigurableListableBeanFactory factory = context.getBeanFactory();
        factory.registerSingleton(AbstractApplicationContext.LIFECYCLE_PROCESSOR_BEAN_NAME, new NothingStarts());
        factory.registerSingleton(
                AbstractApplicationContext.APPLICATION_EVENT_MULTICASTER_BEAN_NAME, new NobodyListens());
    }

    /** Also those that an application excludes from being lazy: they listen, schedule or serve. */
    private static void makeLazy(ConfigurableListableBeanFactory factory) {
        for (String name : factory.getBeanDefinitionNames()) {
            factory.getBeanDefinition(name).setLazyInit(true);
        }
        // Spring makes these early although they are lazy, but singletons only: a factory of JPA's entity managers
        // would
        // look for tables that the command is about to make.
        for (String name : factory.getBeanNamesForType(LoadTimeWeaverAware.class, false, false)) {
            factory.getBeanDefinition(BeanFactoryUtils.transformedBeanName(name))
                    .setScope(BeanDefinition.SCOPE_PROTOTYPE);
        }
    }

    /** Leaves consumers of queues, schedulers and servers alone. */
    private static final class NothingStarts implements LifecycleProcessor {

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

    /** A listener would be made for the first event, with all that it needs. */
    private static final class NobodyListens extends AbstractApplicationEventMulticaster {

        @Override
        public void multicastEvent(ApplicationEvent event) {}

        @Override
        public void multicastEvent(ApplicationEvent event, @Nullable ResolvableType type) {}
    }
}
