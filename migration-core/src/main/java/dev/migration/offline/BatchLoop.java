// SPDX-License-Identifier: Apache-2.0
package dev.migration.offline;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.migration.batch.Batch;
import dev.migration.batch.BatchStatement;
import dev.migration.batch.BlockKey;
import dev.migration.execution.batch.KeyIndexes;
import dev.migration.sql.Identifier;
import dev.migration.sql.Quoting;
import dev.migration.version.BatchId;
import dev.migration.version.StateTables;
import dev.migration.version.batch.BatchStatements;

/** The body of a DO block that runs a statement in batches: what {@code execution.batch} does, in the server. */
record BatchLoop(StateTables tables, BatchId id, Batch batch, BatchStatement statement) {

    /** Stands for the range in the statement. */
    private static final String RANGE = "{{migration range}}";

    /** Stands for a row of the table in a query of this library. */
    private static final String ROWS = "migration_rows";

    private static final String BEGIN = """
            DECLARE
              v_table record; v_key text[] := %1$s; v_types text[]; v_operators text; v_state record;
              v_size integer; v_to jsonb; v_range text; v_begun timestamptz; v_millis double precision; v_left bigint;
            BEGIN
              SELECT c.oid, pg_catalog.format('%%I.%%I', n.nspname, c.relname) AS name, c.relkind,
                pg_catalog.pg_relation_size(c.oid) OPERATOR(pg_catalog./) pg_catalog.current_setting('block_size')::bigint AS blocks,
                GREATEST(c.reltuples, 0)::bigint AS rows
                INTO v_table FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
                WHERE c.oid OPERATOR(pg_catalog.=) pg_catalog.to_regclass(%2$s);
              IF v_table.oid IS NULL OR v_table.relkind OPERATOR(pg_catalog.<>) ALL (ARRAY['r', 'p']) THEN
                RAISE EXCEPTION USING MESSAGE = %3$s, HINT = 'Correct its name, or name its schema.';
              END IF;
            """;

    private static final String OPERATORS = """
              v_operators := (%1$s);
              v_types := (SELECT pg_catalog.array_agg(pg_catalog.format_type(a.atttypid, a.atttypmod) ORDER BY k.place)
                FROM pg_catalog.unnest(v_key) WITH ORDINALITY AS k (name, place) JOIN pg_catalog.pg_attribute a
                ON a.attrelid OPERATOR(pg_catalog.=) v_table.oid AND a.attname OPERATOR(pg_catalog.=) k.name AND a.attnotnull);
              IF v_operators IS NULL OR v_types IS NULL OR pg_catalog.cardinality(v_types) OPERATOR(pg_catalog.<>) pg_catalog.cardinality(v_key) THEN
                RAISE EXCEPTION USING MESSAGE = %2$s, HINT = 'Choose the columns of a unique index that are NOT NULL, or key=ctid.';
              END IF;
            """;

    private static final String LOOP = """
              SELECT * INTO v_state FROM %1$s WHERE %2$s AND state OPERATOR(pg_catalog.<>) 'DONE';
              IF NOT FOUND THEN
                DELETE FROM %1$s WHERE %2$s;
                %3$s
                INSERT INTO %1$s (revision, direction, segment, state, table_name, key_columns, statement, max_key, row_estimate, batch_size, error_limit)
                  VALUES (%4$s, 'RUNNING', v_table.name, %5$s, 'offline', v_to, v_table.rows, 500, 0);
              END IF;
              COMMIT;
              LOOP
                LOOP
                  SELECT * INTO v_state FROM %1$s WHERE %2$s FOR UPDATE;
                  EXIT WHEN v_state.max_key IS NULL OR COALESCE(v_state.last_key, 'null') OPERATOR(pg_catalog.=) v_state.max_key;
                  IF v_state.state OPERATOR(pg_catalog.<>) ALL (ARRAY['RUNNING', 'FAILED']) THEN
                    RAISE EXCEPTION 'the batch is %%', v_state.state USING HINT = 'Set its state to RUNNING in migration_batch, and start again.';
                  END IF;
                  v_size := v_state.batch_size;
                  %6$s
                  v_begun := pg_catalog.clock_timestamp();
                  EXECUTE pg_catalog.replace(%7$s, %8$s, v_range);
                  v_millis := GREATEST(1, EXTRACT(epoch FROM pg_catalog.clock_timestamp() OPERATOR(pg_catalog.-) v_begun) OPERATOR(pg_catalog.*) 1000);
                  UPDATE %1$s SET last_key = v_to, batches = batches OPERATOR(pg_catalog.+) 1,
                    rows_passed = rows_passed OPERATOR(pg_catalog.+) v_size,
                    rows_changed = rows_changed OPERATOR(pg_catalog.+) pg_catalog.split_part(pg_catalog.current_setting('%9$s'), ' ', 1)::bigint,
                    rows_kept = rows_kept OPERATOR(pg_catalog.+) pg_catalog.split_part(pg_catalog.current_setting('%9$s'), ' ', 2)::bigint,
                    transactions = %10$s, updated_at = pg_catalog.clock_timestamp(),
                    batch_size = GREATEST(100, LEAST(50000, (v_size OPERATOR(pg_catalog.*) GREATEST(0.5, LEAST(2, 150 OPERATOR(pg_catalog./) v_millis)))::integer))
                    WHERE %2$s;
                  COMMIT;
                END LOOP;
                v_left := 0;
                %11$s
                EXIT WHEN v_left OPERATOR(pg_catalog.=) 0;
                IF v_state.pass OPERATOR(pg_catalog.%%) 3 OPERATOR(pg_catalog.=) 0 THEN
                  RAISE EXCEPTION '%% rows still satisfy the filter: the application writes them in their old form', v_left
                    USING HINT = 'Let it, or a trigger, write the new form first, and start again.';
                END IF;
                %3$s
                UPDATE %1$s SET last_key = NULL, max_key = v_to, pass = pass OPERATOR(pg_catalog.+) 1 WHERE %2$s;
                COMMIT;
              END LOOP;
            END""";

    private static final String NEXT_BLOCKS = """
            v_to := pg_catalog.jsonb_build_array(LEAST((v_state.max_key OPERATOR(pg_catalog.->>) 0)::bigint,
                    COALESCE((v_state.last_key OPERATOR(pg_catalog.->>) 0)::bigint, -1) OPERATOR(pg_catalog.+) GREATEST(1, v_size OPERATOR(pg_catalog./) 50)), 65535);
                  v_range := %1$s OPERATOR(pg_catalog.||) '.ctid OPERATOR(pg_catalog.<=) ' OPERATOR(pg_catalog.||) pg_catalog.quote_literal(pg_catalog.translate(v_to::text, '[]', '()'))
                    OPERATOR(pg_catalog.||) '::pg_catalog.tid' OPERATOR(pg_catalog.||) CASE WHEN v_state.last_key IS NULL THEN '' ELSE ' AND ' OPERATOR(pg_catalog.||) %1$s
                    OPERATOR(pg_catalog.||) '.ctid OPERATOR(pg_catalog.>) ' OPERATOR(pg_catalog.||) pg_catalog.quote_literal(pg_catalog.translate(v_state.last_key::text, '[]', '()'))
                    OPERATOR(pg_catalog.||) '::pg_catalog.tid' END OPERATOR(pg_catalog.||) pg_catalog.replace(%2$s, %3$s, v_state.transactions::text);""";

    String body() {
        return BEGIN.formatted(
                        "ARRAY["
                                + batch.key().stream()
                                        .map(Identifier::folded)
                                        .map(Quoting::literal)
                                        .collect(Collectors.joining(", "))
                                + "]::text[]",
                        Quoting.literal(batch.table()),
                        Quoting.literal("the table " + batch.table() + " of '@batch' does not exist, or is no table"))
                + (batch.isByBlocks() ? "" : operators())
                + loop();
    }

    private String operators() {
        return OPERATORS.formatted(
                KeyIndexes.operatorsQuery("v_table.oid", "v_key"),
                Quoting.literal("the key " + String.join(",", batch.key()) + " of " + batch.table()
                        + " cannot be divided into ranges"));
    }

    private String loop() {
        return LOOP.formatted(
                tables.batches(),
                "revision OPERATOR(pg_catalog.=) " + Quoting.literal(id.revision())
                        + " AND direction OPERATOR(pg_catalog.=) " + Quoting.literal(id.direction())
                        + " AND segment OPERATOR(pg_catalog.=) " + id.segment(),
                largest(),
                Quoting.literal(id.revision()) + ", " + Quoting.literal(id.direction()) + ", " + id.segment(),
                batch.key().stream().map(Quoting::literal).collect(Collectors.joining(", ", "ARRAY[", "]::text[]")),
                batch.isByBlocks() ? nextBlocks() : nextRows(),
                Quoting.literal(statement
                        .within(RANGE, Optional.empty(), BatchStatements.RESULT)
                        .text()),
                Quoting.literal(RANGE),
                BatchStatements.RESULT,
                batch.isByBlocks() ? BlockKey.withCurrent("transactions") : "transactions",
                left());
    }

    private String largest() {
        if (batch.isByBlocks()) {
            return "v_to := CASE WHEN v_table.blocks OPERATOR(pg_catalog.>) 0 THEN pg_catalog.jsonb_build_array("
                    + "(pg_catalog.pg_relation_size(v_table.oid) OPERATOR(pg_catalog./)"
                    + " pg_catalog.current_setting('block_size')::bigint) OPERATOR(pg_catalog.-) 1, 65535) END;";
        }
        return "EXECUTE (SELECT 'SELECT pg_catalog.jsonb_build_array(' OPERATOR(pg_catalog.||) " + columns("%I")
                + " OPERATOR(pg_catalog.||) ') FROM ' OPERATOR(pg_catalog.||) v_table.name OPERATOR(pg_catalog.||)"
                + " ' ORDER BY ' OPERATOR(pg_catalog.||) " + columns("%I DESC")
                + " OPERATOR(pg_catalog.||) ' LIMIT 1' FROM pg_catalog.unnest(v_key) WITH ORDINALITY AS k (name, place)) INTO v_to;";
    }

    private static String columns(String format) {
        return "pg_catalog.string_agg(pg_catalog.format(" + Quoting.literal(format)
                + ", k.name), ', ' ORDER BY k.place)";
    }

    /** A comparison of the columns, in a table of this name, with a JSON value. */
    private static String compare(String alias, String operator, String json) {
        return "(SELECT 'ROW(' OPERATOR(pg_catalog.||) " + columns(alias.replace("%", "%%") + ".%I")
                + " OPERATOR(pg_catalog.||) pg_catalog.format(') OPERATOR(%I." + operator + ") ROW(', v_operators)"
                + " OPERATOR(pg_catalog.||) pg_catalog.string_agg(pg_catalog.format('(%L::pg_catalog.jsonb OPERATOR(pg_catalog.->>) %s)::%s', "
                + json + "::text, k.place OPERATOR(pg_catalog.-) 1, v_types[k.place]), ', ' ORDER BY k.place)"
                + " OPERATOR(pg_catalog.||) ')' FROM pg_catalog.unnest(v_key) WITH ORDINALITY AS k (name, place))";
    }

    private String nextRows() {
        String rest = compare(ROWS, "<=", "v_state.max_key") + after(ROWS);
        return "EXECUTE (SELECT 'SELECT pg_catalog.jsonb_build_array(' OPERATOR(pg_catalog.||) " + columns(ROWS + ".%I")
                + " OPERATOR(pg_catalog.||) ') FROM ' OPERATOR(pg_catalog.||) v_table.name OPERATOR(pg_catalog.||) ' AS "
                + ROWS + " WHERE ' OPERATOR(pg_catalog.||) " + rest
                + " OPERATOR(pg_catalog.||) ' ORDER BY ' OPERATOR(pg_catalog.||) "
                + columns(ROWS + ".%I")
                + " OPERATOR(pg_catalog.||) ' OFFSET ' OPERATOR(pg_catalog.||) (v_size OPERATOR(pg_catalog.-) 1)"
                + " OPERATOR(pg_catalog.||) ' LIMIT 1' FROM pg_catalog.unnest(v_key) WITH ORDINALITY AS k (name, place)) INTO v_to;\n"
                + "v_to := COALESCE(v_to, v_state.max_key);\n"
                + "v_range := " + compare(statement.alias(), "<=", "v_to") + after(statement.alias()) + ";";
    }

    private static String after(String alias) {
        return " OPERATOR(pg_catalog.||) CASE WHEN v_state.last_key IS NULL THEN '' ELSE ' AND ' OPERATOR(pg_catalog.||) "
                + compare(alias, ">", "v_state.last_key") + " END";
    }

    private String nextBlocks() {
        String ids = "{{migration ids}}";
        String own = new BlockKey(1, "").with(ids).exactly(statement.alias(), "[0, 0]");
        return NEXT_BLOCKS.formatted(
                Quoting.literal(statement.alias()),
                Quoting.literal(own.substring(own.indexOf(" AND NOT "))),
                Quoting.literal(ids));
    }

    private String left() {
        if (!statement.isMeasurable() || !batch.checked()) {
            return "";
        }
        String range = batch.isByBlocks() ? "'true'" : compare(statement.alias(), "<=", "v_state.max_key");
        List<String> parts = List.of(
                "IF v_state.rows_kept OPERATOR(pg_catalog.=) 0 AND v_state.max_key IS NOT NULL THEN EXECUTE pg_catalog.replace(",
                Quoting.literal(statement.left("pg_catalog.count(*)", RANGE)),
                ", " + Quoting.literal(RANGE) + ", " + range + ") INTO v_left; END IF;");
        return String.join("", parts);
    }
}
