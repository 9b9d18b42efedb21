// SPDX-License-Identifier: Apache-2.0
package dev.migration.trace;

import java.util.Optional;

/**
 * What a statement did to one object.
 *
 * @param before empty if the statement created it
 * @param after empty if the statement dropped it
 */
public record CatalogChange(Optional<CatalogObject> before, Optional<CatalogObject> after) {

    /** The object as it is now, or as it was before it was dropped. */
    public CatalogObject object() {
        return after.or(() -> before).orElseThrow();
    }

    /** The object before a change; the new object if it was created. */
    public CatalogObject old() {
        return before.or(() -> after).orElseThrow();
    }

    public boolean isAdded() {
        return before.isEmpty();
    }

    public boolean isRemoved() {
        return after.isEmpty();
    }

    public boolean isOf(ObjectKind kind) {
        return object().kind() == kind;
    }

    /** Whether the object exists before and after the statement, with another value of this fact. */
    public boolean changes(String fact) {
        return before.isPresent()
                && after.isPresent()
                && !before.get().fact(fact).equals(after.get().fact(fact));
    }

    /** Whether this fact changed to a value. */
    public boolean changesTo(String fact, String value) {
        return changes(fact) && object().is(fact, value);
    }
}
