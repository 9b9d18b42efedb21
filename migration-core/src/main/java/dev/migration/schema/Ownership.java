// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Leaves out the objects of a database that its revisions do not own, if only the database has them: other schemas, objects outside
 * schemas, partitions (usually created while an application runs), and the tables of well-known libraries, with all that belongs to
 * these.
 */
public final class Ownership {

    /** Tables that ShedLock, JobRunr, Spring Modulith, Quartz, Spring Session and other migration tools create themselves. */
    private static final Pattern LIBRARIES = Pattern.compile(
            "(shedlock|jobrunr_.*|event_publication(_archive)?|qrtz_.*|spring_session(_attributes)?|flyway_schema_history"
                    + "|databasechangelog(lock)?|alembic_version)",
            Pattern.CASE_INSENSITIVE);

    private static final Set<String> SYSTEM = Set.of("pg_catalog", "information_schema");

    private final Predicate<SchemaObject> known;
    private final Set<String> schemas;
    private final Set<String> foreign = new TreeSet<>();
    /** The schemas in which the revisions have objects, or which they create. */
    private final Set<String> owned = new TreeSet<>();

    private Ownership(Predicate<SchemaObject> known, Set<String> schemas) {
        this.known = known;
        this.schemas = schemas;
    }

    private Ownership(SchemaSnapshot revisions) {
        this(revisions.objects()::containsKey, new TreeSet<>());
        revisions.objects().keySet().stream().map(SchemaObject::schema).forEach(schemas::add);
        if (schemas.stream().anyMatch(schema -> hasObjects(revisions, schema))) {
            owned.addAll(schemas);
        }
    }

    /** Whether there is more in a schema than it has in each new database. */
    private static boolean hasObjects(SchemaSnapshot revisions, String schema) {
        return !schema.isEmpty()
                && !SYSTEM.contains(schema)
                && revisions.objects().keySet().stream()
                        .anyMatch(object ->
                                object.schema().equals(schema) && !object.kind().equals("schema"));
    }

    /** @return the objects of {@code database} that can be compared with {@code revisions} */
    public static SchemaSnapshot of(SchemaSnapshot revisions, SchemaSnapshot database) {
        Ownership ownership = new Ownership(revisions);
        return ownership.filter(database, ownership::isForeign);
    }

    /** The same without a replay of the revisions. */
    public static SchemaSnapshot of(OwnedScope scope, SchemaSnapshot database) {
        Ownership ownership = new Ownership(scope::names, scope.schemas());
        return ownership.filter(database, ownership::isForeign);
    }

    /**
     * What revisions own after a run.
     *
     * @param before what they owned before it
     * @param existing the objects before it; those that belong to another one may be left out, except for indexes of partitions
     * @param after the database after it
     */
    public static OwnedScope after(OwnedScope before, Set<SchemaObject> existing, SchemaSnapshot after) {
        Set<String> schemas = new TreeSet<>(before.schemas());
        Set<SchemaObject> created = new TreeSet<>();
        after.objects().forEach((object, facts) -> {
            if (hasName(object, facts) && !existing.contains(object)) {
                created.add(object);
            }
        });
        created.stream()
                .map(SchemaObject::schema)
                .filter(schema -> !schema.isEmpty())
                .forEach(schemas::add);
        Ownership names = new Ownership(object -> false, schemas);
        Set<String> objects = new TreeSet<>();
        after.objects().forEach((object, facts) -> {
            if (names.isForeign(object, facts) && (created.contains(object) || before.names(object))) {
                objects.add(object.toString());
            }
        });
        return new OwnedScope(schemas, objects);
    }

    /** Whether an object is owned or not by itself. Others follow what they belong to. */
    private static boolean hasName(SchemaObject object, Map<String, String> facts) {
        return object.ownedBy().isEmpty() || object.kind().equals("index") && isPartition(facts);
    }

    private static boolean isPartition(Map<String, String> facts) {
        return "true".equals(facts.get("relispartition"));
    }

    /**
     * The part of a database that is the model of revisions: unlike {@link #of}, with its extensions and publications, and with all
     * schemas as long as the revisions own nothing.
     */
    public static SchemaSnapshot ofModel(SchemaSnapshot revisions, SchemaSnapshot model) {
        Ownership ownership = new Ownership(revisions);
        return ownership.filter(model, ownership::isForeignToModel);
    }

    /** @return the objects of {@code one} without the tables of libraries that {@code other} does not have */
    public static SchemaSnapshot withoutLibraries(SchemaSnapshot one, SchemaSnapshot other) {
        Set<String> libraries = new TreeSet<>();
        one.objects().keySet().stream()
                .filter(object -> isOfLibrary(object) && !other.objects().containsKey(object))
                .forEach(object -> libraries.add(object.name()));
        return one.only(object -> !libraries.contains(object.ownedBy().orElse(object.name())));
    }

    private static boolean isOfLibrary(SchemaObject object) {
        String local = object.name().substring(object.name().lastIndexOf('.') + 1);
        return object.kind().equals("table") && LIBRARIES.matcher(local).matches();
    }

    private SchemaSnapshot filter(SchemaSnapshot database, BiPredicate<SchemaObject, Map<String, String>> isForeign) {
        // All of them first: an object may come before the one that it belongs to.
        database.objects().forEach((object, facts) -> {
            if (!known.test(object) && isForeign.test(object, facts)) {
                foreign.add(object.name());
            }
        });
        SortedMap<SchemaObject, SortedMap<String, String>> owned = new TreeMap<>();
        database.objects().forEach((object, facts) -> {
            boolean isPart = object.ownedBy().filter(foreign::contains).isPresent();
            if (!isPart && (known.test(object) || !isForeign.test(object, facts))) {
                owned.put(object, facts);
            }
        });
        return new SchemaSnapshot(database.serverVersion(), owned, database.omissions());
    }

    private boolean isForeign(SchemaObject object, Map<String, String> facts) {
        return object.schema().isEmpty()
                || !schemas.contains(object.schema())
                || isPartition(facts)
                || isOfLibrary(object);
    }

    private boolean isForeignToModel(SchemaObject object, Map<String, String> facts) {
        String schema = object.kind().equals("schema") ? object.name() : object.schema();
        boolean isOther = !schema.isEmpty() && !owned.isEmpty() && !owned.contains(schema);
        return isOther || isPartition(facts) || isOfLibrary(object);
    }
}
