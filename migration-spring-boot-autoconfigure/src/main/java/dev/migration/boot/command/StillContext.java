package dev.migration.boot.command;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.LifecycleProcessor;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.context.weaving.LoadTimeWeaverAware;

/** A context in which nothing happens by itself: beans are made when somebody asks for them, and none is started. */
final class StillContext {

    private StillContext() {}

    static void make(ConfigurableApplicationContext context) {
        context.addBeanFactoryPostProcessor(StillContext::makeLazy);
        context.getBeanFactory()
                .registerSingleton(AbstractApplicationContext.LIFECYCLE_PROCESSOR_BEAN_NAME, new NothingStarts());
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
}
