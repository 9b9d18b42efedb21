// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.slice;

import java.util.List;

import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;

/** Lets Java revisions pass the filters of test slices. Spring loads it from {@code spring.factories}, in tests only. */
final class SliceCustomizerFactory implements ContextCustomizerFactory {

    @Override
    public ContextCustomizer createContextCustomizer(
            Class<?> testClass, List<ContextConfigurationAttributes> configuration) {
        return new SliceCustomizer();
    }
}
