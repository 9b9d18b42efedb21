// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.kind.relation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.migration.autogenerate.catalog.Item;
import dev.migration.autogenerate.catalog.Texts;
import dev.migration.autogenerate.kind.Alteration;

/** Storage parameters, and the options of foreign objects. */
public final class Options {

    private static final String TOAST = "toast reloptions";

    private Options() {}

    static List<String> of(Item item) {
        List<String> options = new ArrayList<>(
                item.list("reloptions").stream().map(Options::quoted).toList());
        item.list(TOAST).forEach(option -> options.add("toast." + quoted(option)));
        return options;
    }

    /** A value is quoted unless it is a number or a word. */
    static String quoted(String option) {
        int sign = option.indexOf('=');
        String value = option.substring(sign + 1);
        return option.substring(0, sign) + " = " + (value.matches("-?[0-9.]+|[a-z]+") ? value : Texts.literal(value));
    }

    static void alter(Alteration change, String alter) {
        set(change, "reloptions", "", alter);
        set(change, TOAST, "toast.", alter);
    }

    /** SET for what is new or has another value, RESET for what is gone. */
    static void set(Alteration change, String fact, String prefix, String alter) {
        if (!change.take(fact)) {
            return;
        }
        List<String> before = change.from().list(fact);
        List<String> after = change.to().list(fact);
        List<String> gone = before.stream()
                .map(Options::name)
                .filter(name -> after.stream().noneMatch(option -> name(option).equals(name)))
                .map(name -> prefix + name)
                .toList();
        List<String> set = after.stream()
                .filter(option -> !before.contains(option))
                .map(option -> prefix + quoted(option))
                .toList();
        if (!gone.isEmpty()) {
            change.add(alter + " RESET (" + String.join(", ", gone) + ")");
        }
        if (!set.isEmpty()) {
            change.add(alter + " SET (" + String.join(", ", set) + ")");
        }
    }

    /** The options of a foreign object as in CREATE. */
    public static String foreign(Item item, String fact) {
        List<String> options = item.list(fact).stream()
                .map(option -> Texts.identifier(name(option)) + " " + Texts.literal(value(option)))
                .toList();
        return options.isEmpty() ? "" : " OPTIONS (" + String.join(", ", options) + ")";
    }

    /** The clause that leads from one set of options to the other; empty if none changes. */
    public static Optional<String> foreign(Alteration change, String fact) {
        if (!change.take(fact)) {
            return Optional.empty();
        }
        List<String> before = change.from().list(fact);
        List<String> clauses = new ArrayList<>();
        List<String> after = change.to().list(fact);
        for (String option : after) {
            boolean isNew = before.stream().noneMatch(old -> name(old).equals(name(option)));
            if (!before.contains(option)) {
                clauses.add((isNew ? "ADD " : "SET ") + Texts.identifier(name(option)) + " "
                        + Texts.literal(value(option)));
            }
        }
        before.stream()
                .filter(old -> after.stream().noneMatch(option -> name(option).equals(name(old))))
                .forEach(old -> clauses.add("DROP " + Texts.identifier(name(old))));
        return Optional.of(" OPTIONS (" + String.join(", ", clauses) + ")");
    }

    private static String name(String option) {
        return option.substring(0, option.indexOf('='));
    }

    private static String value(String option) {
        return option.substring(option.indexOf('=') + 1);
    }
}
