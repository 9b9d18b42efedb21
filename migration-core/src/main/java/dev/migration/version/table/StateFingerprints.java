// SPDX-License-Identifier: Apache-2.0
package dev.migration.version.table;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.springframework.jdbc.core.JdbcOperations;

import dev.migration.version.StateTables;

/**
 * Compares the state tables of many schemas with one SELECT for all of them.
 *
 * <p>Most of a thousand schemas hold the same rows, apart from user and time. Schemas with equal rows have the same fingerprint,
 * so that the rows are read only once.
 */
public final class StateFingerprints {

    /** The characters that are read of the detail of a failure. */
    private static final int LONGEST_REASON = 1000;

    /** The columns that describe the state; user, time and duration are not among them. */
    private static final String ROW =
            "pg_catalog.concat_ws('|', revision, down_revisions::pg_catalog.text, depends_on::pg_catalog.text,"
                    + " branch_labels::pg_catalog.text, replaces::pg_catalog.text, message, type,"
                    + " EXTRACT(epoch FROM created)::pg_catalog.text, COALESCE(checksum, ''), state,"
                    + " COALESCE(step, 0)::pg_catalog.text)";

    private final JdbcOperations jdbc;
    private final StateTables tables;

    /** @param tables only their names are used, not the schema */
    public StateFingerprints(JdbcOperations jdbc, StateTables tables) {
        this.jdbc = jdbc;
        this.tables = tables;
    }

    /**
     * The fingerprint of each schema: the same text for the same rows in the same order.
     *
     * @param schemas all must have a table of applied revisions; the SELECT locks each table, so the number should be small
     */
    public Map<String, String> of(Collection<String> schemas) {
        return texts(
                List.copyOf(schemas),
                "SELECT %s, pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(COALESCE(pg_catalog.string_agg("
                        + ROW + ", E'\\n' ORDER BY ordinal, revision), ''), 'UTF8')), 'hex') FROM %s",
                StateTables::revisions);
    }

    /**
     * The revision and the reason of the last operation of each schema, where that operation failed.
     *
     * @param schemas all must have a history; the number should be small
     */
    public Map<String, String> failures(Collection<String> schemas) {
        return texts(
                List.copyOf(schemas),
                "SELECT %s, pg_catalog.concat(revision, ' failed: ', pg_catalog.left(COALESCE(detail, 'no reason is known'), "
                        + LONGEST_REASON
                        + ")) FROM (SELECT revision, outcome, detail FROM %s WHERE outcome OPERATOR(pg_catalog.<>) 'RETRY'"
                        + " ORDER BY id DESC LIMIT 1) AS last WHERE outcome OPERATOR(pg_catalog.=) 'FAILED'",
                StateTables::history);
    }

    private Map<String, String> texts(List<String> schemas, String part, Name table) {
        if (schemas.isEmpty()) {
            return Map.of();
        }
        String query = IntStream.range(0, schemas.size())
                .mapToObj(number -> part.formatted(Integer.toString(number), table.in(tables.in(schemas.get(number)))))
                .map(select -> "(" + select + ")")
                .collect(Collectors.joining("\nUNION ALL\n"));
        Map<String, String> texts = new LinkedHashMap<>();
        // No parameters: a schema name may contain a question mark.
        jdbc.query(query, row -> {
            texts.put(schemas.get(row.getInt(1)), row.getString(2));
        });
        return texts;
    }

    /** Splits a list into parts of at most this size. */
    public static List<List<String>> parts(List<String> schemas, int size) {
        List<List<String>> parts = new ArrayList<>();
        for (int from = 0; from < schemas.size(); from += size) {
            parts.add(schemas.subList(from, Math.min(schemas.size(), from + size)));
        }
        return parts;
    }

    private interface Name {

        String in(StateTables tables);
    }
}
