// SPDX-License-Identifier: Apache-2.0
package dev.migration.change;

import java.util.List;
import java.util.Set;

/** Finds calls of functions that may do anything: every function but those of the server that change nothing, or only a sequence. */
final class FunctionCalls {

    /** Words of the grammar that may stand before a parenthesis. */
    private static final Set<String> GRAMMAR = Set.of(
            "all", "and", "any", "array", "as", "between", "by", "case", "cast", "check", "coalesce", "collate", "cube",
            "distinct", "else", "elsif", "end", "except", "exists", "extract", "filter", "from", "greatest", "group", "grouping",
            "having", "if", "in", "intersect", "into", "is", "join", "key", "lateral", "least", "like", "limit", "loop",
            "materialized", "not", "nullif", "offset", "on", "only", "or", "order", "over", "overlay", "partition", "position",
            "return", "returning", "rollup", "row", "select", "set", "sets", "some", "substring", "then", "trim", "union",
            "using", "values", "when", "where", "while", "with", "within");

    /** Types with a length. */
    private static final Set<String> TYPES = Set.of(
            "bit", "char", "character", "decimal", "float", "interval", "numeric", "time", "timestamp", "timestamptz", "varchar",
            "varying");

    /** Functions of the server that change no table. */
    private static final Set<String> HARMLESS = Set.of(
            "abs", "age", "array_agg", "array_length", "array_to_string", "avg", "bool_and", "bool_or", "btrim", "cardinality",
            "ceil", "char_length", "clock_timestamp", "concat", "concat_ws", "count", "current_schema", "current_setting",
            "currval", "date_part", "date_trunc", "dense_rank", "encode", "exp", "first_value", "floor", "format",
            "gen_random_uuid", "generate_series", "initcap", "json_agg", "json_build_object", "jsonb_agg",
            "jsonb_build_object", "jsonb_set", "lag", "last_value", "lastval", "lead", "left", "length", "ln", "lower", "lpad",
            "ltrim", "make_date", "make_interval", "make_timestamptz", "max", "md5", "min", "mod", "nextval", "now",
            "octet_length", "pg_advisory_lock", "pg_advisory_unlock", "pg_advisory_xact_lock", "pg_get_serial_sequence",
            "pg_notify", "pg_sleep", "pg_try_advisory_lock", "power", "quote_ident", "quote_literal", "random", "rank",
            "regexp_matches", "regexp_replace", "repeat", "replace", "reverse", "right", "round", "row_number", "row_to_json",
            "rpad", "rtrim", "set_config", "setval", "sign", "split_part", "sqrt", "statement_timestamp", "string_agg",
            "string_to_array", "strpos", "substr", "sum", "to_char", "to_date", "to_json", "to_jsonb", "to_number",
            "to_regclass", "to_regtype", "to_timestamp", "transaction_timestamp", "translate", "trunc", "unnest", "upper",
            "uuidv7", "version");

    private FunctionCalls() {}

    /** Whether one of these words is the name of a function that may change a table, before its parenthesis. */
    static boolean mayDoAnything(List<String> words) {
        for (int index = 1; index < words.size(); index++) {
            if (words.get(index).equals("(") && isUnknownFunction(words.get(index - 1))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isUnknownFunction(String word) {
        boolean name = word.matches("[\\p{L}_].*") || word.startsWith("\"");
        return name && !GRAMMAR.contains(word) && !TYPES.contains(word) && !HARMLESS.contains(word);
    }
}
