// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.kind.relation;

import java.util.List;
import java.util.Optional;

import dev.migration.autogenerate.catalog.Item;
import dev.migration.autogenerate.kind.Alteration;
import dev.migration.autogenerate.kind.Kind;
import dev.migration.autogenerate.kind.Phrases;
import dev.migration.autogenerate.kind.Style;
import dev.migration.schema.SchemaDependency;

/** Columns of tables, attributes of composite types, and what can be said about columns of views. */
public final class ColumnKind implements Kind {

    private static final String LOSES_VALUES = "-- Loses the values of the column.\n";

    private static final String NEEDS_VALUES =
            "-- Fails if the table has rows: then add the column without NOT NULL, fill it, and set NOT NULL.\n";

    @Override
    public List<String> create(Item item, Style style) {
        if (!TableKind.isLocal(item) || isOfQuery(item)) {
            return List.of();
        }
        String alter = Phrases.alterOwner(item);
        if (isAttribute(item)) {
            return List.of(alter + " ADD ATTRIBUTE " + new ColumnDefinition(item).text(false));
        }
        boolean needsValues = item.is("attnotnull")
                && item.fact("adbin").isEmpty()
                && item.value("attidentity").isEmpty();
        return List.of(
                (needsValues ? NEEDS_VALUES : "") + alter + " ADD COLUMN " + new ColumnDefinition(item).text(true));
    }

    @Override
    public List<String> drop(Item item, Style style) {
        if (!TableKind.isLocal(item) || isOfQuery(item)) {
            return List.of();
        }
        String remark = item.value("attgenerated").isEmpty() ? LOSES_VALUES : "";
        return List.of(remark
                + Phrases.alterOwner(item)
                + (isAttribute(item) ? " DROP ATTRIBUTE " : " DROP COLUMN ")
                + item.local());
    }

    @Override
    public void alter(Alteration change, Style style) {
        Item to = change.to();
        String alter = Phrases.alterOwner(to) + (isAttribute(to) ? " ALTER ATTRIBUTE " : " ALTER COLUMN ") + to.local();
        if (isOfQuery(to)) {
            change.take("atttypid", "attcollation");
        } else {
            generation(change, alter, style);
            ColumnTypeChange.write(change, alter);
            new NotNullForms(style).alterColumn(change, alter);
        }
        value(change, alter);
        storage(change, alter);
        Options.foreign(change, "attfdwoptions").ifPresent(options -> change.add(alter + options));
    }

    /** Its columns come with its query. */
    private static boolean isOfQuery(Item item) {
        return item.whole().filter(whole -> whole.kind().endsWith("view")).isPresent();
    }

    private static boolean isAttribute(Item item) {
        return item.whole()
                .filter(whole -> whole.kind().equals("composite type"))
                .isPresent();
    }

    private static void value(Alteration change, String alter) {
        identity(change, alter);
        if (change.changes("adbin") && change.to().value("attgenerated").isEmpty()) {
            change.take("adbin");
            change.add(change.to()
                    .fact("adbin")
                    .map(expression -> alter + " SET DEFAULT " + expression)
                    .orElse(alter + " DROP DEFAULT"));
        }
    }

    private static void generation(Alteration change, String alter, Style style) {
        String before = change.from().value("attgenerated");
        String after = change.to().value("attgenerated");
        if (before.isEmpty() && after.isEmpty()) {
            return;
        }
        boolean changes = change.changes("adbin") || change.changes("attgenerated");
        if (before.equals("s") && after.isEmpty()) {
            change.take("attgenerated", "adbin");
            change.add(alter + " DROP EXPRESSION");
            change.to().fact("adbin").ifPresent(value -> change.add(alter + " SET DEFAULT " + value));
        } else if (before.equals(after) && changes && style.version() >= 17) {
            change.take("adbin");
            change.add(alter + " SET EXPRESSION AS "
                    + ColumnDefinition.parenthesized(change.to().value("adbin")));
        } else if (changes) {
            again(change);
        }
    }

    /** What is computed can be computed; the column moves to the end of the table. */
    private static void again(Alteration change) {
        change.take("attgenerated", "adbin", "atttypid", "attcollation", "attnotnull", "attnum");
        String table = Phrases.alterOwner(change.to());
        String remark = change.from().value("attgenerated").isEmpty() ? LOSES_VALUES : "";
        change.add(remark + table + " DROP COLUMN " + change.from().local());
        change.add(table + " ADD COLUMN " + new ColumnDefinition(change.to()).text(true));
    }

    private static void identity(Alteration change, String alter) {
        if (!change.take("attidentity")) {
            return;
        }
        boolean was = !change.from().value("attidentity").isEmpty();
        String after = change.to().value("attidentity");
        if (after.isEmpty()) {
            change.add(alter + " DROP IDENTITY");
        } else if (was) {
            change.add(alter + " SET GENERATED " + (after.equals("a") ? "ALWAYS" : "BY DEFAULT"));
        } else {
            addIdentity(change, alter);
        }
    }

    /** A sequence of the same name that the column owned gives way; the new one continues behind the values that exist. */
    private static void addIdentity(Alteration change, String alter) {
        Item to = change.to();
        Optional<Item> old = ColumnDefinition.sequence(change.from(), SchemaDependency.Kind.AUTO);
        if (change.take("adbin")) {
            change.add(alter + " DROP DEFAULT");
        }
        ColumnDefinition.sequence(to, SchemaDependency.Kind.INTERNAL)
                .filter(sequence -> old.filter(other -> other.name().equals(sequence.name()))
                        .isPresent())
                .ifPresent(sequence -> change.add("DROP SEQUENCE " + sequence.name()));
        change.add(alter + " ADD " + ColumnDefinition.identity(to));
        change.add("SELECT setval(pg_get_serial_sequence("
                + dev.migration.autogenerate.catalog.Texts.literal(to.owner()) + ", "
                + dev.migration.autogenerate.catalog.Texts.literal(unquoted(to.local())) + "), coalesce(max("
                + to.local()
                + "), 0) + 1, false) FROM " + to.owner());
    }

    private static String unquoted(String name) {
        return name.startsWith("\"") ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name;
    }

    private static void storage(Alteration change, String alter) {
        Item to = change.to();
        if (change.take("attstorage") && !isOfQuery(to) && !isAttribute(to)) {
            change.add(alter + " SET STORAGE " + storage(to.value("attstorage")));
        }
        if (change.take("attcompression") && !isOfQuery(to)) {
            change.add(alter + " SET COMPRESSION " + ColumnDefinition.compression(to.value("attcompression")));
        }
        if (change.take("attstattarget")) {
            change.add(alter + " SET STATISTICS " + to.fact("attstattarget").orElse("-1"));
        }
        Options.set(change, "attoptions", "", alter);
    }

    private static String storage(String letter) {
        return switch (letter) {
            case "e" -> "EXTERNAL";
            case "m" -> "MAIN";
            case "x" -> "EXTENDED";
            default -> "PLAIN";
        };
    }

    @Override
    public boolean isReplaceable() {
        return false;
    }
}
