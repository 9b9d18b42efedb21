// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.kind.relation;

import java.util.List;
import java.util.Set;

import dev.migration.autogenerate.catalog.Item;
import dev.migration.autogenerate.kind.Alteration;
import dev.migration.autogenerate.kind.Kind;
import dev.migration.autogenerate.kind.Phrases;
import dev.migration.autogenerate.kind.Style;

/** Constraints of tables and domains. */
public final class ConstraintKind implements Kind {

    private static final Set<String> KEYS = Set.of("p", "u");

    @Override
    public List<String> create(Item item, Style style) {
        if (!TableKind.isLocal(item)) {
            return List.of();
        }
        if (isNotNull(item)) {
            return isOfDomain(item)
                    ? List.of("ALTER DOMAIN " + item.owner() + " SET NOT NULL")
                    : new NotNullForms(style).create(item);
        }
        String add = Phrases.alterOwner(item) + " ADD CONSTRAINT " + item.local() + " ";
        if (style.isOnline(item) || isOfDomain(item) && style.isSafe() && !style.isNew(item.owner())) {
            return online(item, add, style);
        }
        return List.of(add + definition(item));
    }

    private static List<String> online(Item item, String add, Style style) {
        String definition = definition(item);
        if (KEYS.contains(item.value("contype")) && !item.is("conperiod")) {
            return item.schema()
                    .find("index", item.value("conindid"))
                    .map(index -> List.of(
                            IndexKind.concurrently(index),
                            add + (item.value("contype").equals("p") ? "PRIMARY KEY" : "UNIQUE") + " USING INDEX "
                                    + index.local() + deferral(definition)))
                    .orElse(List.of(add + definition));
        }
        boolean isScanned = Set.of("c", "f").contains(item.value("contype"))
                && item.is("convalidated")
                && !item.value("conenforced").equals("false");
        return isScanned
                ? List.of(
                        add + definition + " NOT VALID",
                        Phrases.alterOwner(item) + " VALIDATE CONSTRAINT " + item.local())
                : List.of(add + definition);
    }

    private static String deferral(String definition) {
        int start = definition.indexOf(" DEFERRABLE");
        return start < 0 ? "" : definition.substring(start);
    }

    /** Without the parentheses that the server prints twice. */
    static String definition(Item item) {
        String text = item.value("definition");
        return text.startsWith("CHECK ((") && text.endsWith("))") && isPair(text)
                ? "CHECK (" + text.substring("CHECK ((".length(), text.length() - 2) + ")"
                : text;
    }

    private static boolean isPair(String text) {
        String inner = text.substring("CHECK (".length(), text.length() - 1);
        return ColumnDefinition.parenthesized(inner).equals(inner);
    }

    @Override
    public List<String> drop(Item item, Style style) {
        if (!TableKind.isLocal(item)) {
            return List.of();
        }
        if (isNotNull(item)) {
            return isOfDomain(item)
                    ? List.of("ALTER DOMAIN " + item.owner() + " DROP NOT NULL")
                    : new NotNullForms(style).drop(item);
        }
        return List.of(Phrases.alterOwner(item) + " DROP CONSTRAINT " + item.local());
    }

    @Override
    public void alter(Alteration change, Style style) {
        Item to = change.to();
        String alter = Phrases.alterOwner(to);
        // ALTER TABLE … DISABLE TRIGGER ALL would disable the triggers of other constraints, too.
        change.takeGroup("\"RI_FKey");
        if (change.to().is("convalidated")
                && change.changes("convalidated")
                && isOnly(change, Set.of("convalidated", "definition"))) {
            change.take("convalidated", "definition");
            change.add(alter + " VALIDATE CONSTRAINT " + change.from().local());
        }
        if (to.value("contype").equals("f")) {
            foreignKey(change, alter + " ALTER CONSTRAINT " + to.local());
        }
        if (isNotNull(to)
                && style.version() >= 18
                && isOnly(change, Set.of("connoinherit", "definition"))
                && change.take("connoinherit", "definition")) {
            change.add(alter + " ALTER CONSTRAINT " + change.from().local()
                    + (to.is("connoinherit") ? " NO INHERIT" : " INHERIT"));
        }
        if (change.changes("conislocal") || change.changes("coninhcount")) {
            change.take("conislocal", "coninhcount");
        }
    }

    private static void foreignKey(Alteration change, String alter) {
        Set<String> deferral = Set.of("condeferrable", "condeferred", "definition");
        if (isOnly(change, deferral) && change.take("condeferrable", "condeferred")) {
            change.take("definition");
            change.add(alter
                    + (change.to().is("condeferrable") ? " DEFERRABLE" : " NOT DEFERRABLE")
                    + (change.to().is("condeferred") ? " INITIALLY DEFERRED" : ""));
        }
        if (isOnly(change, Set.of("conenforced", "convalidated", "definition")) && change.take("conenforced")) {
            change.take("convalidated", "definition");
            change.add(alter + (change.to().is("conenforced") ? " ENFORCED" : " NOT ENFORCED"));
        }
    }

    /** Whether nothing else changes. */
    private static boolean isOnly(Alteration change, Set<String> facts) {
        return facts.containsAll(change.open());
    }

    private static boolean isNotNull(Item item) {
        return item.value("contype").equals("n");
    }

    private static boolean isOfDomain(Item item) {
        return Phrases.isOfDomain(item);
    }
}
