// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.kind.relation;

import java.util.List;
import java.util.stream.Collectors;

import dev.migration.autogenerate.catalog.Item;
import dev.migration.autogenerate.catalog.Texts;
import dev.migration.autogenerate.kind.Alteration;
import dev.migration.autogenerate.kind.Kind;
import dev.migration.autogenerate.kind.Style;

/** Policies of row level security. */
public final class PolicyKind implements Kind {

    private static final String EVERYBODY = "-";

    @Override
    public List<String> create(Item item, Style style) {
        return List.of("CREATE POLICY " + item.local() + " ON " + item.owner()
                + (item.is("polpermissive") ? "" : " AS RESTRICTIVE")
                + command(item.value("polcmd")) + roles(item, "") + expressions(item));
    }

    private static String command(String letter) {
        return switch (letter) {
            case "r" -> " FOR SELECT";
            case "a" -> " FOR INSERT";
            case "w" -> " FOR UPDATE";
            case "d" -> " FOR DELETE";
            default -> "";
        };
    }

    private static String roles(Item item, String everybody) {
        String roles = item.list("polroles").stream()
                .filter(role -> !role.equals(EVERYBODY) && !role.equals("PUBLIC") && !role.equals("NULL"))
                .map(Texts::role)
                .collect(Collectors.joining(", "));
        return roles.isEmpty() ? everybody : " TO " + roles;
    }

    private static String expressions(Item item) {
        return item.fact("polqual")
                        .map(text -> " USING " + ColumnDefinition.parenthesized(text))
                        .orElse("")
                + item.fact("polwithcheck")
                        .map(text -> " WITH CHECK " + ColumnDefinition.parenthesized(text))
                        .orElse("");
    }

    @Override
    public void alter(Alteration change, Style style) {
        Item to = change.to();
        boolean loses =
                change.from().fact("polqual").isPresent() && to.fact("polqual").isEmpty()
                        || change.from().fact("polwithcheck").isPresent()
                                && to.fact("polwithcheck").isEmpty();
        if (loses || change.changes("polcmd") || change.changes("polpermissive")) {
            return;
        }
        boolean changesRoles = change.take("polroles");
        if (change.take("polqual", "polwithcheck") || changesRoles) {
            change.add("ALTER POLICY " + to.local() + " ON " + to.owner()
                    + (changesRoles ? roles(to, " TO PUBLIC") : "") + expressions(to));
        }
    }
}
