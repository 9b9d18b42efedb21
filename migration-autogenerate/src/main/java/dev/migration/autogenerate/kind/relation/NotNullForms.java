// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.kind.relation;

import java.util.List;

import dev.migration.autogenerate.catalog.Item;
import dev.migration.autogenerate.catalog.Texts;
import dev.migration.autogenerate.kind.Alteration;
import dev.migration.autogenerate.kind.Phrases;
import dev.migration.autogenerate.kind.Style;

/** NOT NULL: a column's flag before PostgreSQL 18, a constraint since then. */
final class NotNullForms {

    private static final int WITH_CONSTRAINTS = 18;

    private final Style style;

    NotNullForms(Style style) {
        this.style = style;
    }

    void alterColumn(Alteration change, String alter) {
        if (!change.take("attnotnull") || isConstraint(change.to())) {
            return;
        }
        if (!change.to().is("attnotnull")) {
            if (change.to().value("attidentity").isEmpty() || !change.changes("attidentity")) {
                change.add(alter + " DROP NOT NULL");
            }
        } else {
            change.addAll(style.isOnline(change.to()) ? checked(change.to(), alter) : List.of(alter + " SET NOT NULL"));
        }
    }

    private boolean isConstraint(Item column) {
        return style.version() >= WITH_CONSTRAINTS
                && column.whole().filter(whole -> whole.kind().equals("table")).isPresent();
    }

    /** A validated CHECK saves SET NOT NULL the scan under its lock. */
    private static List<String> checked(Item column, String alter) {
        String table = Phrases.alterOwner(column);
        String name = Texts.suffixed(column.local(), "_not_null_check");
        return List.of(
                table + " ADD CONSTRAINT " + name + " CHECK (" + column.local() + " IS NOT NULL) NOT VALID",
                table + " VALIDATE CONSTRAINT " + name,
                alter + " SET NOT NULL",
                table + " DROP CONSTRAINT " + name);
    }

    /** A constraint of PostgreSQL 18. */
    List<String> create(Item constraint) {
        String table = Phrases.alterOwner(constraint);
        String column = column(constraint);
        String inherit = constraint.is("connoinherit") ? " NO INHERIT" : "";
        String add = table + " ADD CONSTRAINT " + constraint.local() + " NOT NULL " + column + inherit;
        if (!constraint.is("convalidated")) {
            return List.of(add + " NOT VALID");
        }
        if (style.isOnline(constraint)) {
            return List.of(add + " NOT VALID", table + " VALIDATE CONSTRAINT " + constraint.local());
        }
        boolean isUsual =
                inherit.isEmpty() && constraint.fact("comment description").isEmpty();
        return List.of(isUsual ? table + " ALTER COLUMN " + column + " SET NOT NULL" : add);
    }

    List<String> drop(Item constraint) {
        return List.of(Phrases.alterOwner(constraint) + " ALTER COLUMN " + column(constraint) + " DROP NOT NULL");
    }

    static String column(Item constraint) {
        return constraint.name().substring((constraint.owner() + ".not null ").length());
    }
}
