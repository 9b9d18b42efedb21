// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.kind.other;

import java.util.ArrayList;
import java.util.List;

import dev.migration.autogenerate.catalog.Item;
import dev.migration.autogenerate.catalog.Texts;
import dev.migration.autogenerate.kind.Kind;
import dev.migration.autogenerate.kind.Style;

/** Operators, and the classes, families, casts and conversions that use functions. */
public final class OperatorKind implements Kind {

    @Override
    public List<String> create(Item item, Style style) {
        String name = item.object().schema() + "." + item.value("oprname");
        List<String> options = new ArrayList<>(List.of("FUNCTION = " + Texts.withoutArguments(item.value("oprcode"))));
        argument(item, "oprleft", "LEFTARG", options);
        argument(item, "oprright", "RIGHTARG", options);
        operator(item, "oprcom", "COMMUTATOR", options);
        operator(item, "oprnegate", "NEGATOR", options);
        item.fact("oprrest")
                .filter(OperatorKind::isSet)
                .ifPresent(value -> options.add("RESTRICT = " + Texts.withoutArguments(value)));
        item.fact("oprjoin")
                .filter(OperatorKind::isSet)
                .ifPresent(value -> options.add("JOIN = " + Texts.withoutArguments(value)));
        if (item.is("oprcanhash")) {
            options.add("HASHES");
        }
        if (item.is("oprcanmerge")) {
            options.add("MERGES");
        }
        return List.of("CREATE OPERATOR " + name + " (" + String.join(", ", options) + ")");
    }

    private static void argument(Item item, String fact, String word, List<String> options) {
        item.fact(fact).filter(OperatorKind::isSet).ifPresent(type -> options.add(word + " = " + type));
    }

    private static void operator(Item item, String fact, String word, List<String> options) {
        item.fact(fact)
                .filter(OperatorKind::isSet)
                .ifPresent(name -> options.add(word + " = OPERATOR(" + qualified(Texts.withoutArguments(name)) + ")"));
    }

    private static String qualified(String name) {
        return name.matches("[^A-Za-z_]+") && !name.contains(".") ? "pg_catalog." + name : name;
    }

    private static boolean isSet(String value) {
        return !value.equals("-") && !value.equals("0");
    }
}
