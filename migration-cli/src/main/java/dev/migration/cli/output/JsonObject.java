package dev.migration.cli.output;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.migration.revision.Revision;

/** Members of a JSON object, in the order in which they were put. */
public final class JsonObject {

    private final Map<String, Object> members = new LinkedHashMap<>();

    /** Begins with one. */
    public static JsonObject of(String name, Object value) {
        return new JsonObject().and(name, value);
    }

    /** Adds one. */
    public JsonObject and(String name, Object value) {
        members.put(name, value);
        return this;
    }

    /** A revision as every command shows it. */
    public static JsonObject of(Revision revision) {
        return of("revision", revision.id())
                .and("revises", revision.downRevisions())
                .and("dependsOn", revision.dependsOn())
                .and("branches", revision.branchLabels())
                .and("message", revision.message())
                .and("created", revision.created());
    }

    /** All of them. */
    public Map<String, Object> map() {
        return new LinkedHashMap<>(members);
    }
}
