// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * What revisions own, without a replay of them.
 *
 * @param schemas the schemas whose objects they own
 * @param objects what they own although {@link Ownership} usually leaves it out, because a run created it: for example extensions and
 *     partitions; each as {@link SchemaObject#toString()}
 */
public record OwnedScope(Set<String> schemas, Set<String> objects) {

    public OwnedScope {
        schemas = Collections.unmodifiableSet(new TreeSet<>(schemas));
        objects = Collections.unmodifiableSet(new TreeSet<>(objects));
    }

    /** The objects of these schemas, and no others. */
    public static OwnedScope of(Set<String> schemas) {
        return new OwnedScope(schemas, Set.of());
    }

    boolean names(SchemaObject object) {
        return objects.contains(object.toString());
    }
}
