// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.entity;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;

/** Reads what the application passes to Hibernate from the bean that would start it. */
final class PersistenceUnits {

    private static final String PREFIX = "migration.entities.";

    private final ConfigurableListableBeanFactory beans;

    PersistenceUnits(ConfigurableListableBeanFactory beans) {
        this.beans = beans;
    }

    /**
     * Creates the bean a second time, under another name and with a recorder in the place of Hibernate. It does not wait for beans
     * that initialize the database: nothing of it is needed.
     */
    PersistenceUnit unit(String name) {
        UnitRecorder recorder = new UnitRecorder();
        String copyName = PREFIX + name;
        RootBeanDefinition copy = new RootBeanDefinition((RootBeanDefinition) beans.getMergedBeanDefinition(name));
        copy.setDependsOn((String[]) null);
        copy.setScope(BeanDefinition.SCOPE_PROTOTYPE);
        copy.setPrimary(false);
        BeanDefinitionRegistry registry = (BeanDefinitionRegistry) beans;
        registry.registerBeanDefinition(copyName, copy);
        beans.addBeanPostProcessor(new BeanPostProcessor() {

            @Override
            public Object postProcessBeforeInitialization(Object bean, String beanName) {
                if (beanName.equals(copyName) && bean instanceof LocalContainerEntityManagerFactoryBean factory) {
                    factory.setPersistenceProvider(recorder);
                    factory.setBootstrapExecutor(null);
                }
                return bean;
            }
        });
        try {
            beans.getBean(BeanFactory.FACTORY_BEAN_PREFIX + copyName);
        } finally {
            // The context of a test is asked more than once.
            registry.removeBeanDefinition(copyName);
        }
        return recorder.unit()
                .orElseThrow(() -> new IllegalStateException("The bean '" + name + "' passed nothing to Hibernate."));
    }
}
