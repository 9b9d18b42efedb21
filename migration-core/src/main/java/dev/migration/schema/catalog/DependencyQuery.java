// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.migration.schema.SchemaDependency;
import dev.migration.schema.SchemaDependency.Kind;
import dev.migration.schema.SchemaObject;

/** Reads {@code pg_depend}. Parts that are no objects of a snapshot stand for what they are a part of. */
final class DependencyQuery {

    /**
     * An array type stands for its element type, a row type for its table, the rule of a view for the view, the default of a
     * column for the column, a trigger of a foreign key for the constraint.
     */
    private static final String QUERY = """
            WITH part AS (
                SELECT 'pg_attrdef'::regclass AS classid, oid AS objid, 'pg_class'::regclass AS wholeclass, adrelid AS whole, adnum::int AS sub
                FROM pg_attrdef
                UNION ALL SELECT 'pg_rewrite'::regclass, oid, 'pg_class'::regclass, ev_class, 0 FROM pg_rewrite WHERE rulename = '_RETURN'
                UNION ALL SELECT 'pg_trigger'::regclass, oid, 'pg_constraint'::regclass, tgconstraint, 0
                FROM pg_trigger WHERE tgisinternal AND tgconstraint <> 0
                UNION ALL SELECT 'pg_type'::regclass, t.oid, 'pg_class'::regclass, t.typrelid, 0 FROM pg_type t WHERE t.typrelid <> 0
                UNION ALL SELECT 'pg_type'::regclass, e.typarray,
                    CASE WHEN e.typrelid <> 0 THEN 'pg_class'::regclass ELSE 'pg_type'::regclass END,
                    CASE WHEN e.typrelid <> 0 THEN e.typrelid ELSE e.oid END, 0
                FROM pg_type e WHERE e.typarray <> 0
                UNION ALL SELECT 'pg_type'::regclass, rngmultitypid, 'pg_type'::regclass, rngtypid, 0 FROM pg_range
            )
            SELECT DISTINCT coalesce(p.wholeclass, d.classid)::text, coalesce(p.whole, d.objid)::bigint, coalesce(p.sub, d.objsubid),
                coalesce(r.wholeclass, d.refclassid)::text, coalesce(r.whole, d.refobjid)::bigint, coalesce(r.sub, d.refobjsubid),
                CASE WHEN d.classid = 'pg_attrdef'::regclass THEN 'EXPRESSION'
                    WHEN d.deptype = 'n' THEN 'NORMAL' WHEN d.deptype = 'a' THEN 'AUTO' ELSE 'INTERNAL' END
            FROM pg_depend d
            LEFT JOIN part p ON p.classid = d.classid AND p.objid = d.objid
            LEFT JOIN part r ON r.classid = d.refclassid AND r.objid = d.refobjid
            WHERE d.refobjid >= 16384 AND d.deptype IN ('n', 'a', 'i', 'P', 'S')
            ORDER BY 1, 2, 3, 4, 5, 6, 7""";

    private static final String TEXTS = """
            SELECT 'pg_proc', oid::bigint, pg_get_functiondef(oid) FROM pg_proc WHERE oid >= 16384 AND prokind <> 'a'
            UNION ALL SELECT 'pg_constraint', oid::bigint, conname FROM pg_constraint WHERE oid >= 16384 AND contype = 'n'""";

    private final Map<ObjectReference, SchemaObject> objects;

    DependencyQuery(Map<ObjectReference, SchemaObject> objects) {
        this.objects = objects;
    }

    List<SchemaDependency> read(Connection connection) throws SQLException {
        Set<SchemaDependency> found = new LinkedHashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(QUERY);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                Optional<SchemaObject> object = object(rows, 1);
                Optional<SchemaObject> needed = object(rows, 4);
                if (object.isPresent() && needed.isPresent() && !object.equals(needed)) {
                    found.add(new SchemaDependency(object.get(), needed.get(), Kind.valueOf(rows.getString(7))));
                }
            }
        }
        return List.copyOf(found);
    }

    Map<SchemaObject, String> texts(Connection connection) throws SQLException {
        Map<SchemaObject, String> texts = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(TEXTS);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                SchemaObject object = objects.get(new ObjectReference(rows.getString(1), rows.getLong(2), 0));
                if (object != null) {
                    texts.put(object, rows.getString(3));
                }
            }
        }
        return texts;
    }

    /** A column of an index is no object of its own. */
    private Optional<SchemaObject> object(ResultSet rows, int from) throws SQLException {
        String catalog = rows.getString(from);
        long oid = rows.getLong(from + 1);
        return Optional.ofNullable(objects.get(new ObjectReference(catalog, oid, rows.getInt(from + 2))))
                .or(() -> Optional.ofNullable(objects.get(new ObjectReference(catalog, oid, 0))));
    }
}
