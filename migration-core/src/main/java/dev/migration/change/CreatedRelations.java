// SPDX-License-Identifier: Apache-2.0
package dev.migration.change;

import java.util.HashSet;
import java.util.Set;

/** The relations and types that the statements of a plan have created so far: running instances do not use them. */
final class CreatedRelations {

    private final Set<String> relations = new HashSet<>();
    private final Set<String> temporary = new HashSet<>();
    private final Set<String> types = new HashSet<>();

    void add(String relation) {
        relations.add(relation);
    }

    void addTemporary(String relation) {
        temporary.add(relation);
    }

    void addType(String type) {
        types.add(type);
    }

    boolean contains(String relation) {
        return relations.contains(relation) || temporary.contains(relation);
    }

    boolean containsType(String type) {
        return types.contains(type);
    }

    /** A name that no longer means a new relation. */
    void remove(String relation) {
        relations.remove(relation);
        temporary.remove(relation);
    }

    void rename(String from, String to) {
        if (contains(from)) {
            remove(from);
            add(to);
        }
    }

    /** The runner drops temporary relations after each revision. */
    void endOfRevision() {
        temporary.clear();
    }

    /** After another search_path, a name without a schema may mean something else. */
    void searchPathChanged() {
        relations.removeIf(name -> !name.contains("."));
        types.removeIf(name -> !name.contains("."));
    }
}
