// SPDX-License-Identifier: Apache-2.0
package dev.migration.batch;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.migration.sql.Quoting;

/**
 * The trigger of a batch: it gives the new form to rows that are written in their old form while the batch runs and after it.
 *
 * <p>A row that satisfies the filter of the statement gets its values. A row whose columns have the values of the expressions keeps
 * this property if an UPDATE changes what the expressions read. What an application writes into these columns itself stays.
 *
 * @param place where it is
 * @param alias the name by which the statement calls the columns of its table, as written
 * @param values what it assigns
 * @param filter which rows need it, as written
 * @param names the names in the expressions and the filter, as the catalog has them
 * @param inPlace whether the values depend on the columns that are changed
 */
public record BatchTrigger(
        Place place, String alias, List<Value> values, String filter, List<String> names, boolean inPlace) {

    /**
     * Where a trigger is.
     *
     * @param name its name and that of its function, as the catalog has it
     * @param table the table, as written
     * @param revision the id of the revision that creates it
     */
    public record Place(String name, String table, String revision) {}

    /**
     * What a column gets.
     *
     * @param column its name, as the catalog has it
     * @param expression as written
     */
    public record Value(String column, String expression) {}

    private static final String TAG = "$migration_trigger$";

    private static final String CREATE = """
            DO $migration_trigger$
            DECLARE
              v_table oid := pg_catalog.to_regclass(%1$s)::pg_catalog.oid; v_schema text; v_name text; v_function record; v_trigger record;
              v_generated text;
            BEGIN
              SELECT pg_catalog.quote_ident(n.nspname), pg_catalog.format('%%I.%%I', n.nspname, c.relname) INTO v_schema, v_name
                FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
                WHERE c.oid OPERATOR(pg_catalog.=) v_table;
              IF NOT FOUND THEN
                RETURN; -- The batch says so.
              END IF;
              SELECT p.oid, p.prosrc INTO v_function
                FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) p.pronamespace
                WHERE pg_catalog.quote_ident(n.nspname) OPERATOR(pg_catalog.=) v_schema
                AND p.proname OPERATOR(pg_catalog.=) %2$s AND p.pronargs OPERATOR(pg_catalog.=) 0;
              SELECT t.tgfoid, t.tgenabled INTO v_trigger FROM pg_catalog.pg_trigger t
                WHERE t.tgrelid OPERATOR(pg_catalog.=) v_table AND t.tgname OPERATOR(pg_catalog.=) %2$s;
              IF NOT pg_catalog.starts_with(v_function.prosrc, %3$s) THEN
                RAISE EXCEPTION USING ERRCODE = 'duplicate_function', MESSAGE = %4$s, HINT = %5$s;
              END IF;
              IF v_trigger.tgfoid IS NOT NULL AND v_trigger.tgfoid IS DISTINCT FROM v_function.oid THEN
                RAISE EXCEPTION USING ERRCODE = 'duplicate_object', MESSAGE = %6$s, HINT = %5$s;
              END IF;
              SELECT a.attname INTO v_generated FROM pg_catalog.pg_attribute a
                WHERE a.attrelid OPERATOR(pg_catalog.=) v_table AND a.attgenerated OPERATOR(pg_catalog.<>) ''
                AND a.attname OPERATOR(pg_catalog.=) ANY (%7$s) LIMIT 1;
              IF v_generated IS NOT NULL THEN
                RAISE EXCEPTION USING ERRCODE = 'invalid_column_reference',
                  MESSAGE = %8$s OPERATOR(pg_catalog.||) v_generated,
                  HINT = 'Write the expression of the generated column in its place.';
              END IF;
              EXECUTE pg_catalog.replace(%9$s, '{{migration table}}', v_name);
              IF v_function.prosrc IS DISTINCT FROM %10$s THEN
                EXECUTE 'CREATE OR REPLACE FUNCTION ' OPERATOR(pg_catalog.||) v_schema OPERATOR(pg_catalog.||) %11$s
                  OPERATOR(pg_catalog.||) '() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS '
                  OPERATOR(pg_catalog.||) pg_catalog.quote_literal(%10$s);
              END IF;
              IF v_trigger.tgfoid IS NULL THEN
                EXECUTE 'CREATE TRIGGER ' OPERATOR(pg_catalog.||) %12$s OPERATOR(pg_catalog.||) ' BEFORE INSERT OR UPDATE ON '
                  OPERATOR(pg_catalog.||) v_name OPERATOR(pg_catalog.||) ' FOR EACH ROW EXECUTE FUNCTION '
                  OPERATOR(pg_catalog.||) v_schema OPERATOR(pg_catalog.||) %11$s OPERATOR(pg_catalog.||) '()';
              ELSIF v_trigger.tgenabled OPERATOR(pg_catalog.=) 'D' THEN
                EXECUTE 'ALTER TABLE ' OPERATOR(pg_catalog.||) v_name OPERATOR(pg_catalog.||) ' ENABLE TRIGGER '
                  OPERATOR(pg_catalog.||) %12$s;
              END IF;
            END $migration_trigger$""";

    /**
     * A statement that creates the trigger and its function, in the schema of its table. Nothing happens if both exist as they should be.
     * It fails if objects of this name exist that the revision has not created, and if the server cannot read the expressions.
     */
    public String create() {
        String text = create(TAG);
        // Else the dollar quotes would end inside of an expression of the statement that has the same ones.
        for (String tag = TAG; text.indexOf(tag, text.indexOf(tag) + 1) != text.lastIndexOf(tag); ) {
            tag = tag.replaceFirst("\\$$", "_\\$");
            text = create(tag);
        }
        return text;
    }

    private String create(String tag) {
        String name = place.name();
        String quoted = Quoting.identifier(name);
        return CREATE.replace(TAG, tag)
                .formatted(
                        Quoting.literal(place.table()),
                        Quoting.literal(name),
                        Quoting.literal(mark()),
                        Quoting.literal("there is already a function " + quoted + ", which revision '"
                                + place.revision() + "' has not created"),
                        Quoting.literal("Choose another name in 'with-trigger=', or drop it if nobody needs it."),
                        Quoting.literal("the table " + place.table() + " already has a trigger " + quoted
                                + ", which revision '" + place.revision() + "' has not created"),
                        "ARRAY[" + joined(names, Quoting::literal) + "]::text[]",
                        Quoting.literal("a BEFORE trigger does not see the value of the generated column "),
                        Quoting.literal("SELECT " + joined(values, Value::expression)
                                + " FROM (SELECT * FROM {{migration table}}) AS " + alias + " WHERE (" + filter
                                + "\n) LIMIT 0"),
                        Quoting.literal(function()),
                        Quoting.literal("." + quoted),
                        Quoting.literal(quoted));
    }

    /** A condition: the trigger exists on the table and fires. */
    public String fires(String table) {
        return "EXISTS (SELECT FROM pg_catalog.pg_trigger t WHERE t.tgrelid OPERATOR(pg_catalog.=) pg_catalog.to_regclass("
                + Quoting.literal(table) + ")::pg_catalog.oid AND t.tgname OPERATOR(pg_catalog.=) "
                + Quoting.literal(place.name()) + " AND t.tgenabled OPERATOR(pg_catalog.<>) 'D')";
    }

    private String mark() {
        return "\n-- Of '@batch ... with-trigger' in revision " + place.revision() + "\n";
    }

    /** The source of the function. Its queries know the columns by the names of the statement. */
    private String function() {
        return mark() + "#variable_conflict use_column\n"
                + "DECLARE migration_values record; migration_row record;\nBEGIN\n"
                + "  " + select("NEW") + " WHERE (" + filter + "\n);\n"
                + "  IF FOUND THEN\n    " + assign("NEW") + (inPlace ? "" : follow())
                + "  END IF;\n  RETURN NEW;\nEND";
    }

    /** The columns had the values of the expressions, and the UPDATE has not set them: they follow. */
    private String follow() {
        return "  ELSIF TG_OP OPERATOR(pg_catalog.=) 'UPDATE' AND " + same("NEW", "OLD") + " THEN\n"
                + "    migration_row := OLD;\n"
                + "    " + select("OLD") + ";\n"
                + "    " + assign("migration_row")
                + "    IF " + same("OLD", "migration_row") + " THEN\n"
                + "      " + select("NEW") + ";\n"
                + "      " + assign("NEW")
                + "    END IF;\n";
    }

    private String select(String row) {
        return "SELECT "
                + IntStream.range(0, values.size())
                        .mapToObj(number -> "(" + values.get(number).expression() + "\n) AS v" + number)
                        .collect(Collectors.joining(", "))
                + " INTO migration_values FROM (SELECT " + row + ".*) AS " + alias;
    }

    private String assign(String row) {
        return IntStream.range(0, values.size())
                        .mapToObj(number -> row + "."
                                + Quoting.identifier(values.get(number).column()) + " := migration_values.v" + number
                                + ";")
                        .collect(Collectors.joining(" "))
                + "\n";
    }

    /** The same values, byte for byte: not every type has an operator for it. */
    private String same(String one, String other) {
        return "pg_catalog.record_image_eq(" + columns(one) + ", " + columns(other) + ")";
    }

    private String columns(String row) {
        return "ROW(" + joined(values, value -> row + "." + Quoting.identifier(value.column())) + ")";
    }

    private static <T> String joined(List<T> parts, Function<T, String> text) {
        return parts.stream().map(text).collect(Collectors.joining(", "));
    }
}
