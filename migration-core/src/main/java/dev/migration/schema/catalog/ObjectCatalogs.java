// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.catalog;

import java.util.List;
import java.util.stream.Stream;

import dev.migration.schema.catalog.Catalog.Naming;
import dev.migration.schema.catalog.Catalog.Subject;

import static dev.migration.schema.catalog.Catalog.details;
import static dev.migration.schema.catalog.Catalog.objects;

/** The catalogs of schemas, types, routines, operators and of objects outside schemas. */
final class ObjectCatalogs {

    /** How the server names an object whose name alone is ambiguous, for example an operator class. */
    private static final String IDENTITY = "(pg_identify_object(t.tableoid, t.oid, 0)).identity";

    private ObjectCatalogs() {}

    static Stream<Catalog> owners() {
        return Stream.of(
                objects("pg_namespace", Naming.of("'schema'", "t.oid::regnamespace::text", "t.oid::regnamespace::text"))
                        .and("t.nspname !~ '^pg_(temp|toast)'")
                        .orBuiltIn("t.nspname = 'public'"),
                type());
    }

    static Stream<Catalog> others() {
        return Stream.of(types(), routines(), operators(), textSearch(), global())
                .flatMap(List::stream);
    }

    /** Without the row types of relations, array types and multiranges, which come and go with another type. */
    private static Catalog type() {
        String kind =
                "CASE t.typtype WHEN 'e' THEN 'enum' WHEN 'd' THEN 'domain' WHEN 'r' THEN 'range type' ELSE 'type' END";
        return objects("pg_type", Naming.in("typnamespace", kind, "t.oid::regtype::text"))
                .and("t.typrelid = 0 AND t.typnamespace::regnamespace::text !~ '^pg_(temp|toast)'")
                .and("NOT EXISTS (SELECT FROM pg_type e WHERE e.typarray = t.oid)")
                .orBuiltIn(Privileges.changed("pg_type", "typacl"))
                .with("typbasetype", "nullif(format_type(nullif(t.typbasetype, 0), t.typtypmod), '???')")
                .with("typdefaultbin", "pg_get_expr(t.typdefaultbin, 0)");
    }

    private static List<Catalog> types() {
        return List.of(
                details("pg_type", Subject.of("pg_class", "t.typrelid").by("'row type'"))
                        .where("t.typrelid >= " + Catalog.FIRST_USER_OID + " AND t.typacl IS NOT NULL")
                        .only("typacl"),
                details("pg_enum", Subject.of("pg_type", "t.enumtypid").by("'label ' || t.rank"))
                        .rows(
                                "SELECT e.*, row_number() OVER (PARTITION BY enumtypid ORDER BY enumsortorder) AS rank FROM pg_enum e")
                        .with("enumsortorder", "NULL"),
                details("pg_range", Subject.of("pg_type", "t.rngtypid")),
                constraint());
    }

    /** Of a table or a domain; a NOT NULL constraint is named by its column, because its own name may depend on other tables. */
    private static Catalog constraint() {
        String owner = "CASE WHEN t.conrelid <> 0 THEN t.conrelid::regclass::text ELSE t.contypid::regtype::text END";
        String name =
                "CASE WHEN t.contype <> 'n' THEN quote_ident(t.conname) WHEN t.conrelid = 0 THEN 'not null' ELSE 'not null '"
                        + " || (SELECT quote_ident(a.attname) FROM pg_attribute a WHERE a.attrelid = t.conrelid AND a.attnum = t.conkey[1]) END";
        Naming naming = new Naming(
                "'constraint'",
                owner + " || '.' || " + name,
                "t.connamespace::regnamespace::text",
                "CASE WHEN t.conrelid <> 0 THEN t.conrelid ELSE t.contypid END",
                "CASE WHEN t.conrelid <> 0 THEN 'pg_class' ELSE 'pg_type' END");
        return objects("pg_constraint", naming).with("definition", "pg_get_constraintdef(t.oid)");
    }

    private static List<Catalog> routines() {
        String kind =
                "CASE t.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' WHEN 'w' THEN 'window function'"
                        + " ELSE 'function' END";
        return List.of(
                objects("pg_proc", Naming.in("pronamespace", kind, "t.oid::regprocedure::text"))
                        .and("t.pronamespace::regnamespace::text !~ '^pg_(temp|toast)'")
                        .notInternal()
                        .orBuiltIn(Privileges.changed("pg_proc", "proacl"))
                        .with("proargdefaults", "pg_get_function_arguments(t.oid)")
                        .with("prosqlbody", "pg_get_function_sqlbody(t.oid)"),
                details("pg_aggregate", Subject.of("pg_proc", "t.aggfnoid"))
                        .where("t.aggfnoid >= " + Catalog.FIRST_USER_OID),
                objects("pg_cast", Naming.global("'cast'", IDENTITY)).notInternal(),
                objects("pg_transform", Naming.global("'transform'", IDENTITY)),
                objects("pg_language", Naming.global("'language'", "quote_ident(t.lanname)"))
                        .orBuiltIn(Privileges.changed("pg_language", "lanacl")));
    }

    private static List<Catalog> operators() {
        return List.of(
                objects("pg_operator", Naming.in("oprnamespace", "'operator'", "t.oid::regoperator::text")),
                objects("pg_opfamily", Naming.in("opfnamespace", "'operator family'", IDENTITY)),
                objects("pg_opclass", Naming.in("opcnamespace", "'operator class'", IDENTITY)),
                // Of families of the server, too.
                objects("pg_amop", Naming.global("'operator of a family'", IDENTITY)),
                objects("pg_amproc", Naming.global("'function of a family'", IDENTITY)),
                objects("pg_am", Naming.global("'access method'", "quote_ident(t.amname)")),
                objects("pg_collation", Naming.in("collnamespace", "'collation'", "t.oid::regcollation::text")),
                objects("pg_conversion", Naming.in("connamespace", "'conversion'", IDENTITY)));
    }

    private static List<Catalog> textSearch() {
        return List.of(
                objects(
                        "pg_ts_config",
                        Naming.in("cfgnamespace", "'text search configuration'", "t.oid::regconfig::text")),
                details(
                                "pg_ts_config_map",
                                Subject.of("pg_ts_config", "t.mapcfg")
                                        .by("'token ' || t.maptokentype || '.' || t.mapseqno"))
                        .where("t.mapcfg >= " + Catalog.FIRST_USER_OID),
                objects(
                        "pg_ts_dict",
                        Naming.in("dictnamespace", "'text search dictionary'", "t.oid::regdictionary::text")),
                objects("pg_ts_parser", Naming.in("prsnamespace", "'text search parser'", IDENTITY)),
                objects("pg_ts_template", Naming.in("tmplnamespace", "'text search template'", IDENTITY)));
    }

    private static List<Catalog> global() {
        return List.of(
                objects("pg_extension", Naming.global("'extension'", "quote_ident(t.extname)")),
                objects("pg_foreign_data_wrapper", Naming.global("'foreign-data wrapper'", "quote_ident(t.fdwname)")),
                objects("pg_foreign_server", Naming.global("'server'", "quote_ident(t.srvname)")),
                // Options may contain a password.
                objects("pg_user_mapping", Naming.global("'user mapping'", IDENTITY))
                        .with("umoptions", "md5(t.umoptions::text)"),
                objects("pg_event_trigger", Naming.global("'event trigger'", "quote_ident(t.evtname)")),
                objects("pg_publication", Naming.global("'publication'", "quote_ident(t.pubname)")),
                details(
                                "pg_publication_rel",
                                Subject.of("pg_publication", "t.prpubid").by("'table ' || t.prrelid::regclass"))
                        // No foreign key of the catalogs says that these are columns.
                        .with(
                                "prattrs",
                                "(SELECT array_agg(a.attname ORDER BY r.rank) FROM unnest(t.prattrs::int2[]) WITH ORDINALITY"
                                        + " r (attnum, rank) JOIN pg_attribute a ON a.attrelid = t.prrelid AND a.attnum = r.attnum)")
                        .with("prqual", "pg_get_expr(t.prqual, t.prrelid)"),
                details(
                        "pg_publication_namespace",
                        Subject.of("pg_publication", "t.pnpubid").by("'schema ' || t.pnnspid::regnamespace")),
                // Of another database of the server: the catalog is shared. The connection string may contain a
                // password.
                objects("pg_subscription", Naming.global("'subscription'", "quote_ident(t.subname)"))
                        .and("t.subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())")
                        .with("subconninfo", "md5(t.subconninfo)"),
                objects("pg_default_acl", Naming.global("'default privileges'", IDENTITY)));
    }

    /** What is said about objects of any catalog. */
    static Stream<Catalog> remarks() {
        Subject described = new Subject("t.classoid::regclass::text", "t.objoid", "t.objsubid", "'comment'");
        return Stream.of(
                details("pg_description", described)
                        .where("t.objoid >= " + Catalog.FIRST_USER_OID + " OR t.objoid = 2200"),
                details("pg_seclabel", described.by("'label ' || t.provider")),
                details(
                                "pg_depend",
                                new Subject(
                                        "t.classid::regclass::text",
                                        "t.objid",
                                        "t.objsubid",
                                        "'depends on ' || t.identity"))
                        // Sequences that a column owns, and objects that go with an extension.
                        .rows(
                                "SELECT d.*, (pg_identify_object(refclassid, refobjid, refobjsubid)).identity FROM pg_depend d"
                                        + " WHERE deptype = 'x' OR deptype = 'a' AND refobjsubid > 0"
                                        + " AND classid = 'pg_class'::regclass AND refclassid = 'pg_class'::regclass"
                                        + " AND EXISTS (SELECT FROM pg_class c WHERE c.oid = objid AND c.relkind = 'S')")
                        .only("deptype"),
                // Triggers of foreign keys belong to the constraint; only ALTER TABLE … DISABLE TRIGGER ALL changes
                // them.
                details(
                                "pg_trigger",
                                Subject.of("pg_constraint", "t.tgconstraint").by("t.tgfoid::regproc::text"))
                        .where("t.tgisinternal AND t.tgenabled <> 'O'")
                        .only("tgenabled"));
    }
}
