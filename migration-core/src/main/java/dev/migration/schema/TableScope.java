// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Prepares a comparison with a model that describes tables only, such as JPA entities: what the model cannot say is no difference.
 *
 * <ul>
 *   <li>Objects of other kinds, and those that {@link Ownership} leaves out, are left out if the model does not have them; so are
 *       checks, and indexes with a condition, an expression or another access method than btree.
 *   <li>The order of columns, privileges, owners, storage and partitioning are not compared.
 *   <li>The order of the labels of an enum is not compared.
 *   <li>A default or a comment is compared if the model has one.
 *   <li>A name that nobody chose is not compared: the key or index of the revisions with the same definition is taken for it
 *       ({@link GeneratedNames}).
 * </ul>
 */
public final class TableScope {

    private static final Set<String> KINDS = Set.of("table", "column", "constraint", "index", "sequence");
    private static final Set<String> NOT_SAID = Set.of(
            "attnum",
            "attacl",
            "attcompression",
            "attoptions",
            "attstattarget",
            "attstorage",
            "indisclustered",
            "indisreplident",
            "nspacl",
            "nspowner",
            "partattrs",
            "partclass",
            "partcollation",
            "partdefid",
            "partexprs",
            "partnatts",
            "partstrat",
            "relacl",
            "relforcerowsecurity",
            "relispartition",
            "relkind",
            "reloptions",
            "relowner",
            "relpartbound",
            "relreplident",
            "relrowsecurity",
            "reltablespace",
            "toast reloptions",
            "typacl",
            "typowner");
    /** Said only if the model says it. */
    private static final Set<String> OPTIONAL = Set.of("adbin", "atthasdef", "comment description");
    /** An index that annotations can describe: btree over columns. */
    private static final Pattern PLAIN_INDEX =
            Pattern.compile("CREATE (UNIQUE )?INDEX \\S+ ON \\S+ USING btree \\([^()]*\\)");
    /** The check of an attribute whose type is an enum, stored as text or number. */
    private static final Pattern ENUM_CHECK =
            Pattern.compile("CHECK \\(\\(+\\w+\\)?(::text)? = ('\\w+'::text|ANY \\().*"
                    + "|CHECK \\(\\(\\(\\w+ >= 0\\) AND \\(\\w+ <= \\d+\\)\\)\\)");

    private static final Pattern LABEL = Pattern.compile("label \\d+ enumlabel");

    private final SchemaSnapshot model;

    private TableScope(SchemaSnapshot model) {
        this.model = model;
    }

    /** The two sides of a comparison. */
    public record Sides(SchemaSnapshot whole, SchemaSnapshot model) {}

    /**
     * @param whole a schema with everything, for example of revisions
     * @param model the schema that the model created
     */
    public static Sides of(SchemaSnapshot whole, SchemaSnapshot model) {
        SchemaSnapshot owned = Ownership.of(model, whole);
        TableScope scope = new TableScope(model);
        SchemaSnapshot left =
                scope.said(scope.withoutOptional(owned.only(object -> scope.isComparable(object, owned))));
        SchemaSnapshot right = scope.said(model);
        return new Sides(left, GeneratedNames.asIn(left, right));
    }

    private boolean isComparable(SchemaObject object, SchemaSnapshot whole) {
        if (model.objects().containsKey(object)) {
            return true;
        }
        boolean isPartOfNoTable = object.ownedBy()
                .filter(owner -> !whole.objects().containsKey(table(object, owner)))
                .isPresent();
        if (!KINDS.contains(object.kind()) || isPartOfNoTable) {
            return false;
        }
        String definition =
                whole.objects().getOrDefault(object, new TreeMap<>()).getOrDefault("definition", "");
        return switch (object.kind()) {
            case "index" -> PLAIN_INDEX.matcher(definition).matches();
            case "constraint" -> isDescribed(definition);
            default -> true;
        };
    }

    private static SchemaObject table(SchemaObject part, String name) {
        return new SchemaObject("table", name, part.schema(), "");
    }

    /** Somebody writes other checks into revisions. That of an enum must go, if the attribute is none any more. */
    private static boolean isDescribed(String definition) {
        boolean check = definition.startsWith("CHECK");
        return !definition.startsWith("EXCLUDE")
                && (!check || ENUM_CHECK.matcher(definition).matches());
    }

    private SchemaSnapshot said(SchemaSnapshot snapshot) {
        SortedMap<SchemaObject, SortedMap<String, String>> kept = new TreeMap<>();
        snapshot.objects().forEach((object, facts) -> {
            SortedMap<String, String> said = new TreeMap<>(facts);
            said.keySet().removeAll(NOT_SAID);
            kept.put(object, object.kind().equals("enum") ? withSortedValues(said) : said);
        });
        return new SchemaSnapshot(snapshot.serverVersion(), kept, snapshot.omissions());
    }

    /** Hibernate creates labels in alphabetical order and depends on none. */
    private static SortedMap<String, String> withSortedValues(SortedMap<String, String> facts) {
        List<String> labels =
                facts.keySet().stream().filter(LABEL.asMatchPredicate()).toList();
        Iterator<String> sorted = labels.stream().map(facts::get).sorted().iterator();
        labels.forEach(label -> facts.put(label, sorted.next()));
        return facts;
    }

    private SchemaSnapshot withoutOptional(SchemaSnapshot snapshot) {
        SortedMap<SchemaObject, SortedMap<String, String>> kept = new TreeMap<>();
        snapshot.objects().forEach((object, facts) -> {
            Map<String, String> wish = model.objects().get(object);
            SortedMap<String, String> said = new TreeMap<>(facts);
            if (wish != null) {
                said.keySet().removeIf(fact -> OPTIONAL.contains(fact) && !wish.containsKey(fact));
            }
            kept.put(object, said);
        });
        return new SchemaSnapshot(snapshot.serverVersion(), kept, snapshot.omissions());
    }
}
