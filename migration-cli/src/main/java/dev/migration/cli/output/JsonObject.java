// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.output;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.migration.revision.Revision;

/** The members of a JSON object, in the order in which they were added. {@link JsonText} writes them. */
public final class JsonObject {

    private final Map<String, Object> members = new LinkedHashMap<>();

    /** Begins an object with its first member. */
    public static JsonObject of(String name, Object value) {
        return new JsonObject().and(name, value);
    }

    /** Begins an object with the members that every command shows of a revision. */
    public static JsonObject of(Revision revision) {
        return of("revision", revision.id())
                .and("revises", revision.downRevisions())
                .and("dependsOn", revision.dependsOn())
                .and("branches", revision.branchLabels())
                .and("message", revision.message())
                .and("created", revision.created());
    }

    /** Adds a member, or replaces the value of the member of that name. */
    public JsonObject and(String name, Object value) {
        members.put(name, value);
        return this;
    }

    /** Returns a copy of the members, in their order. */
    public Map<String, Object> map() {
        return new LinkedHashMap<>(members);
    }
}
