// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.kind.other;

import java.util.Map;

import dev.migration.autogenerate.catalog.Item;
import dev.migration.autogenerate.catalog.Texts;

/** The statements that create objects of {@link PlainKind}. */
public final class PlainStatements {

    private static final Map<String, String> PROVIDERS = Map.of("c", "libc", "i", "icu", "b", "builtin");

    private PlainStatements() {}

    public static String collation(Item item) {
        StringBuilder options =
                new StringBuilder("provider = " + PROVIDERS.getOrDefault(item.value("collprovider"), "libc"));
        String collate = item.value("collcollate");
        String locale =
                item.fact("colllocale").or(() -> item.fact("colliculocale")).orElse(collate);
        if (item.value("collprovider").equals("c") && !collate.equals(item.value("collctype"))) {
            options.append(", lc_collate = ")
                    .append(Texts.literal(collate))
                    .append(", lc_ctype = ")
                    .append(Texts.literal(item.value("collctype")));
        } else {
            options.append(", locale = ").append(Texts.literal(locale));
        }
        if (!item.is("collisdeterministic")) {
            options.append(", deterministic = false");
        }
        item.fact("collicurules")
                .ifPresent(rules -> options.append(", rules = ").append(Texts.literal(rules)));
        return "CREATE COLLATION " + item.name() + " (" + options + ")";
    }

    public static String cast(Item item) {
        String way = switch (item.value("castmethod")) {
            case "i" -> " WITH INOUT";
            case "b" -> " WITHOUT FUNCTION";
            default -> " WITH FUNCTION " + item.value("castfunc");
        };
        String context = switch (item.value("castcontext")) {
            case "i" -> " AS IMPLICIT";
            case "a" -> " AS ASSIGNMENT";
            default -> "";
        };
        return "CREATE CAST " + item.name() + way + context;
    }

    public static String family(Item item) {
        return "CREATE OPERATOR FAMILY " + item.name();
    }

    public static String conversion(Item item) {
        return "CREATE " + (item.is("condefault") ? "DEFAULT " : "") + "CONVERSION " + item.name() + " FOR "
                + Texts.literal(encoding(item.value("conforencoding"))) + " TO "
                + Texts.literal(encoding(item.value("contoencoding")))
                + " FROM " + Texts.withoutArguments(item.value("conproc"));
    }

    /** As in {@code pg_wchar.h}, for the encodings that a server can have. */
    private static String encoding(String number) {
        return Map.ofEntries(
                        Map.entry("0", "SQL_ASCII"),
                        Map.entry("1", "EUC_JP"),
                        Map.entry("2", "EUC_CN"),
                        Map.entry("3", "EUC_KR"),
                        Map.entry("6", "UTF8"),
                        Map.entry("8", "LATIN1"),
                        Map.entry("9", "LATIN2"),
                        Map.entry("16", "LATIN9"),
                        Map.entry("24", "WIN1252"),
                        Map.entry("35", "SJIS"),
                        Map.entry("36", "BIG5"),
                        Map.entry("37", "GBK"))
                .getOrDefault(number, number);
    }

    public static String wrapper(Item item) {
        return "CREATE FOREIGN DATA WRAPPER " + item.name()
                + item.fact("fdwhandler")
                        .filter(PlainStatements::isSet)
                        .map(name -> " HANDLER " + Texts.withoutArguments(name))
                        .orElse("")
                + item.fact("fdwvalidator")
                        .filter(PlainStatements::isSet)
                        .map(name -> " VALIDATOR " + Texts.withoutArguments(name))
                        .orElse("");
    }

    private static boolean isSet(String name) {
        return !name.equals("-");
    }

    public static String transform(Item item) {
        String from = item.fact("trffromsql")
                .filter(PlainStatements::isSet)
                .map(name -> "FROM SQL WITH FUNCTION " + name)
                .orElse("");
        String to = item.fact("trftosql")
                .filter(PlainStatements::isSet)
                .map(name -> "TO SQL WITH FUNCTION " + name)
                .orElse("");
        String separator = from.isEmpty() || to.isEmpty() ? "" : ", ";
        return "CREATE TRANSFORM FOR " + item.value("trftype") + " LANGUAGE " + item.value("trflang") + " (" + from
                + separator + to + ")";
    }

    public static String accessMethod(Item item) {
        return "CREATE ACCESS METHOD " + item.name() + " TYPE "
                + (item.value("amtype").equals("t") ? "TABLE" : "INDEX") + " HANDLER "
                + Texts.withoutArguments(item.value("amhandler"));
    }

    public static String dictionary(Item item) {
        return "CREATE TEXT SEARCH DICTIONARY " + item.name() + " (TEMPLATE = " + item.value("dicttemplate")
                + item.fact("dictinitoption").map(options -> ", " + options).orElse("") + ")";
    }
}
