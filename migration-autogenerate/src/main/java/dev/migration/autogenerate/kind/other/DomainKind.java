// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.kind.other;

import java.util.List;
import java.util.stream.Collectors;

import dev.migration.autogenerate.catalog.Item;
import dev.migration.autogenerate.kind.Alteration;
import dev.migration.autogenerate.kind.Kind;
import dev.migration.autogenerate.kind.Style;

/** Domains; their constraints are objects of their own. */
public final class DomainKind implements Kind {

    @Override
    public List<String> create(Item item, Style style) {
        String type = item.value("typbasetype");
        String collation = item.fact("typcollation")
                .filter(name -> !name.equals("\"default\""))
                .map(name -> " COLLATE " + name)
                .orElse("");
        String value =
                item.fact("typdefaultbin").map(text -> " DEFAULT " + text).orElse("");
        return List.of("CREATE DOMAIN " + item.name() + " AS " + type + collation + value
                + (item.is("typnotnull") ? " NOT NULL" : "") + checks(item));
    }

    private static String checks(Item item) {
        return item.schema().parts(item.name(), "constraint").stream()
                .filter(DomainKind::isInline)
                .map(constraint -> "\n    CONSTRAINT " + constraint.local() + " " + constraint.value("definition"))
                .collect(Collectors.joining());
    }

    /** Whether CREATE DOMAIN has the constraint. */
    public static boolean isInline(Item constraint) {
        return constraint.value("contype").equals("c") && constraint.is("convalidated");
    }

    @Override
    public List<String> drop(Item item, Style style) {
        return List.of("DROP DOMAIN " + item.name());
    }

    @Override
    public void alter(Alteration change, Style style) {
        Item to = change.to();
        if (change.changes("typbasetype") || change.changes("typcollation")) {
            return;
        }
        String alter = "ALTER DOMAIN " + to.name();
        if (change.take("typdefault", "typdefaultbin")) {
            change.add(to.fact("typdefaultbin")
                    .map(text -> alter + " SET DEFAULT " + text)
                    .orElse(alter + " DROP DEFAULT"));
        }
        if (change.take("typnotnull")) {
            change.add(alter + (to.is("typnotnull") ? " SET NOT NULL" : " DROP NOT NULL"));
        }
    }
}
