// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.kind;

import java.util.Locale;
import java.util.Map;

import dev.migration.autogenerate.catalog.Item;

/** How statements name an object: {@code TABLE public.t}, {@code CONSTRAINT c ON public.t}. */
public final class Phrases {

    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("composite type", "TYPE"),
            Map.entry("enum", "TYPE"),
            Map.entry("range type", "TYPE"),
            Map.entry("window function", "FUNCTION"),
            Map.entry("foreign-data wrapper", "FOREIGN DATA WRAPPER"));

    private Phrases() {}

    /** The words before the name. */
    public static String words(Item item) {
        return WORDS.getOrDefault(item.kind(), item.kind().toUpperCase(Locale.ROOT));
    }

    /** As in COMMENT ON, ALTER and DROP. */
    public static String of(Item item) {
        return switch (item.kind()) {
            case "constraint" ->
                "CONSTRAINT " + item.local() + " ON " + (isOfDomain(item) ? "DOMAIN " : "") + item.owner();
            case "trigger", "rule", "policy" -> words(item) + " " + item.local() + " ON " + item.owner();
            case "cast" -> "CAST " + item.name();
            case "transform" ->
                "TRANSFORM " + item.name().replaceFirst("^for ", "FOR ").replace(" language ", " LANGUAGE ");
            case "aggregate" -> "AGGREGATE " + aggregate(item);
            default -> words(item) + " " + item.name();
        };
    }

    public static boolean isOfDomain(Item constraint) {
        return constraint.whole().filter(whole -> whole.kind().equals("domain")).isPresent();
    }

    /** An aggregate without arguments has a star. */
    private static String aggregate(Item item) {
        return item.name().endsWith("()") ? item.name().replace("()", "(*)") : item.name();
    }

    /** The relation of a column or constraint, as ALTER names it. */
    public static String alterOwner(Item part) {
        return part.whole()
                .map(whole -> "ALTER " + words(whole) + " " + whole.name())
                .orElse("ALTER TABLE " + part.owner());
    }
}
