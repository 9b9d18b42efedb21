// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.kind.other;

import java.util.ArrayList;
import java.util.List;

import dev.migration.autogenerate.catalog.Item;
import dev.migration.autogenerate.catalog.Texts;
import dev.migration.autogenerate.kind.Alteration;
import dev.migration.autogenerate.kind.Kind;
import dev.migration.autogenerate.kind.Phrases;
import dev.migration.autogenerate.kind.Style;

/** Operators, and the classes, families, casts and conversions that use functions. */
public final class OperatorKind implements Kind {

    @Override
    public List<String> create(Item item, Style style) {
        String name = item.object().schema() + "." + item.value("oprname");
        List<String> options = new ArrayList<>(List.of("FUNCTION = " + function(item.value("oprcode"))));
        argument(item, "oprleft", "LEFTARG", options);
        argument(item, "oprright", "RIGHTARG", options);
        operator(item, "oprcom", "COMMUTATOR", options);
        operator(item, "oprnegate", "NEGATOR", options);
        item.fact("oprrest")
                .filter(OperatorKind::isSet)
                .ifPresent(value -> options.add("RESTRICT = " + function(value)));
        item.fact("oprjoin").filter(OperatorKind::isSet).ifPresent(value -> options.add("JOIN = " + function(value)));
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
                .ifPresent(name -> options.add(word + " = OPERATOR(" + qualified(function(name)) + ")"));
    }

    private static String qualified(String name) {
        return name.matches("[^A-Za-z_]+") && !name.contains(".") ? "pg_catalog." + name : name;
    }

    private static boolean isSet(String value) {
        return !value.equals("-") && !value.equals("0");
    }

    private static String function(String name) {
        return Texts.withoutArguments(name);
    }

    @Override
    public List<String> drop(Item item, Style style) {
        return List.of("DROP " + Phrases.of(item));
    }

    @Override
    public void alter(Alteration change, Style style) {
        // Nothing but what all kinds have in common.
    }
}
