// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.actuate;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

import dev.migration.boot.actuate.descriptor.RunDescriptor;
import dev.migration.boot.actuate.descriptor.SelectionDescriptor;
import dev.migration.boot.actuate.work.WorkChangeDescriptor;

/** Registers the types that the endpoint writes as JSON through an interface, and the assets of the page, for native images. */
public final class EndpointHints implements RuntimeHintsRegistrar {

    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
        BindingReflectionHintsRegistrar binding = new BindingReflectionHintsRegistrar();
        binding.registerReflectionHints(hints.reflection(), SelectionDescriptor.Part.class.getPermittedSubclasses());
        binding.registerReflectionHints(
                hints.reflection(),
                RunDescriptor.class,
                WorkChangeDescriptor.class,
                MigrationsEndpointWebExtension.Problem.class);
        hints.resources().registerPattern("dev/migration/boot/page/page.*");
    }
}
