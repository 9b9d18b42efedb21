package dev.migration.version;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.springframework.jdbc.core.JdbcOperations;

/**
 * Reads what many schemas hold, each with its own two tables, by one SELECT for all of them.
 *
 * <p>Most of a thousand schemas hold the same rows, but for who wrote them and when. A fingerprint tells which, so that the rows
 * need be read once only.
 */
public final class StateFingerprints {

    /** What a state is made of; who applied it when, and how long that took, is left out. */
    /** Characters of what a history says about a failure. */
    private static final int LONGEST_REASON = 1000;

    private static final String ROW =
            "concat_ws('|', revision, down_revisions::text, depends_on::text, branch_labels::text, replaces::text, message,"
                    + " type, extract(epoch FROM created)::text, coalesce(checksum, ''), state, coalesce(step, 0)::text)";

    private final JdbcOperations jdbc;
    private final StateTables tables;

    /** @param tables their names; the schema is not used */
    public StateFingerprints(JdbcOperations jdbc, StateTables tables) {
        this.jdbc = jdbc;
        this.tables = tables;
    }

    /**
     * The same text for the same rows in the same order, for each schema.
     *
     * @param schemas those that have a table of applied revisions; not too many, because each is locked for the SELECT
     */
    public Map<String, String> of(Collection<String> schemas) {
        return texts(
                List.copyOf(schemas),
                "SELECT %s, encode(sha256(convert_to(coalesce(string_agg(" + ROW
                        + ", E'\\n' ORDER BY ordinal), ''), 'UTF8')), 'hex') FROM %s",
                StateTables::revisions);
    }

    /**
     * What was done last, where it failed: the revision, and the first line of why.
     *
     * @param schemas those that have a history; not too many
     */
    public Map<String, String> failures(Collection<String> schemas) {
        return texts(
                List.copyOf(schemas),
                "SELECT %s, revision || ' failed: ' || left(coalesce(detail, 'no reason is known'), " + LONGEST_REASON
                        + ")"
                        + " FROM (SELECT revision, outcome, detail FROM %s WHERE outcome <> 'RETRY'"
                        + " ORDER BY id DESC LIMIT 1) AS last WHERE outcome = 'FAILED'",
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
        // Not prepared: a name may have a question mark in it.
        jdbc.query(query, row -> {
            texts.put(schemas.get(row.getInt(1)), row.getString(2));
        });
        return texts;
    }

    /** Splits names into parts that are not too many. */
    public static List<List<String>> parts(List<String> schemas, int most) {
        List<List<String>> parts = new ArrayList<>();
        for (int from = 0; from < schemas.size(); from += most) {
            parts.add(schemas.subList(from, Math.min(schemas.size(), from + most)));
        }
        return parts;
    }

    private interface Name {

        String in(StateTables tables);
    }
}
