// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.slice;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Replaces the filter of a test slice before the components are scanned. Its instances are equal: the customizers are part
 * of the key under which Spring caches the contexts of tests.
 */
record SliceCustomizer() implements ContextCustomizer {

    @Override
    public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
        // Not now: the customizer that registers the filter may come after this one.
        context.addBeanFactoryPostProcessor(new FilterReplacement(context.getEnvironment()));
    }
}
