// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.saved;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.migration.cli.output.JsonObject;
import dev.migration.plan.SavedPlan;
import dev.migration.plan.SavedPlan.Script;

/** Turns a saved plan into members of JSON, and members of JSON into a saved plan. */
final class SavedPlanJson {

    private static final String DATABASE = "database";
    private static final String TARGET = "target";
    private static final String BEFORE = "before";
    private static final String AFTER = "after";
    private static final String REVISIONS = "revisions";
    private static final String REPEATABLES = "repeatables";
    private static final String HOOKS = "hooks";

    private SavedPlanJson() {}

    /** Adds the plan to an object. */
    static JsonObject write(JsonObject object, SavedPlan plan, SavedPlanText text) {
        SavedPlan.Database database = plan.database();
        return object.and(
                        DATABASE,
                        JsonObject.of("name", database.name())
                                .and("oid", database.oid())
                                .and("cluster", database.cluster())
                                .and("schema", database.schema())
                                .map())
                .and(TARGET, plan.target())
                .and(BEFORE, plan.before())
                .and(AFTER, plan.after())
                .and(REVISIONS, scripts(plan.revisions(), text))
                .and(REPEATABLES, scripts(plan.repeatables(), text))
                .and(HOOKS, scripts(plan.hooks(), text));
    }

    private static List<Map<String, Object>> scripts(List<Script> scripts, SavedPlanText text) {
        return scripts.stream().map(script -> members(script, text)).toList();
    }

    private static Map<String, Object> members(Script script, SavedPlanText text) {
        JsonObject object = JsonObject.of("name", script.name());
        text.of(script).forEach(object::and);
        return object.and("source", script.source())
                .and("directives", script.directives())
                .and("segmentsDone", script.segmentsDone())
                .and("checksum", script.checksum())
                .and("sql", script.sql())
                .map();
    }

    /** @throws ClassCastException if a member is missing or has another type */
    static SavedPlan read(Map<?, ?> members) {
        Map<?, ?> database = Map.class.cast(required(members, DATABASE));
        return new SavedPlan(
                new SavedPlan.Database(
                        optional(database, "cluster"),
                        (Long) required(database, "oid"),
                        string(database, "name"),
                        optional(database, "schema")),
                string(members, TARGET),
                strings(members, BEFORE),
                strings(members, AFTER),
                scripts(members, REVISIONS),
                scripts(members, REPEATABLES),
                scripts(members, HOOKS));
    }

    private static List<Script> scripts(Map<?, ?> members, String name) {
        return list(members, name).stream()
                .<Map<?, ?>>map(Map.class::cast)
                .map(SavedPlanJson::script)
                .toList();
    }

    private static Script script(Map<?, ?> members) {
        return new Script(
                string(members, "name"),
                string(members, "source"),
                strings(members, "directives"),
                Math.toIntExact((Long) required(members, "segmentsDone")),
                optional(members, "checksum"),
                optional(members, "sql"));
    }

    private static List<String> strings(Map<?, ?> members, String name) {
        return list(members, name).stream().map(String.class::cast).toList();
    }

    private static List<?> list(Map<?, ?> members, String name) {
        return (List<?>) required(members, name);
    }

    private static String string(Map<?, ?> members, String name) {
        return (String) required(members, name);
    }

    private static Optional<String> optional(Map<?, ?> members, String name) {
        return Optional.ofNullable((String) members.get(name));
    }

    private static Object required(Map<?, ?> members, String name) {
        @Nullable Object value = members.get(name);
        if (value == null) {
            throw new ClassCastException("no member " + name);
        }
        return value;
    }
}
