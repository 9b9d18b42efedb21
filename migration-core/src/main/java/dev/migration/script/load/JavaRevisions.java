// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.load;

import java.util.List;
import java.util.ServiceLoader;

import org.jspecify.annotations.Nullable;

import dev.migration.error.Services;
import dev.migration.script.InvalidScriptsException;
import dev.migration.script.JavaRevision;
import dev.migration.script.ScriptFault;

/** The Java revisions that {@link ServiceLoader} finds. */
public final class JavaRevisions {

    private JavaRevisions() {}

    /**
     * Creates an object of each class.
     *
     * @throws InvalidScriptsException with every class that is missing, or of which no object can be created
     */
    public static List<JavaRevision> find(@Nullable ClassLoader loader) {
        Services<JavaRevision> services = Services.load(JavaRevision.class, loader);
        if (!services.faults().isEmpty()) {
            throw new InvalidScriptsException(services.faults().stream()
                    .map(fault -> new ScriptFault(services.file(), 0, fault, services.remedy()))
                    .toList());
        }
        return services.found();
    }
}
