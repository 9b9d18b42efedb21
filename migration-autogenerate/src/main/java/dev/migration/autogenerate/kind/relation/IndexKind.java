// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.kind.relation;

import java.util.List;
import java.util.Optional;

import dev.migration.autogenerate.catalog.Item;
import dev.migration.autogenerate.catalog.Texts;
import dev.migration.autogenerate.kind.Alteration;
import dev.migration.autogenerate.kind.Kind;
import dev.migration.autogenerate.kind.Style;

/** Indexes. Those of constraints and of partitions come with what they belong to. */
public final class IndexKind implements Kind {

    @Override
    public List<String> create(Item item, Style style) {
        if (isPart(item)) {
            return List.of();
        }
        return List.of(style.isOnline(item) ? concurrently(item) : definition(item));
    }

    /** Whether an index can be built beside the one that it replaces, so that the table is never without one. */
    public static boolean isExchanged(Item index, Style style) {
        return index.kind().equals("index") && style.isOnline(index) && !isPart(index);
    }

    /** Builds the new index, drops the old one, and gives its name to the new one. */
    public static List<String> exchange(Item index) {
        String local = index.local();
        String building = Texts.suffixed(local, "_new");
        String schema = index.object().schema() + ".";
        return List.of(
                concurrently(index).replace(" CONCURRENTLY " + local + " ON ", " CONCURRENTLY " + building + " ON "),
                "DROP INDEX CONCURRENTLY " + index.name(),
                "ALTER INDEX " + schema + building + " RENAME TO " + local);
    }

    /** The statement that builds an index without blocking writes. */
    public static String concurrently(Item index) {
        return definition(index).replaceFirst(" INDEX ", " INDEX CONCURRENTLY ");
    }

    /** As a person would write it: without the usual method, and for all partitions. */
    private static String definition(Item index) {
        return index.value("definition").replaceFirst(" USING btree ", " ").replaceFirst(" ON ONLY ", " ON ");
    }

    private static boolean isPart(Item item) {
        return item.schema().partOf(item.object(), "constraint").isPresent()
                || item.schema().partOf(item.object(), "index").isPresent();
    }

    @Override
    public List<String> drop(Item item, Style style) {
        if (isPart(item)) {
            return List.of();
        }
        return List.of("DROP INDEX " + (style.isOnline(item) ? "CONCURRENTLY " : "") + item.name());
    }

    @Override
    public void alter(Alteration change, Style style) {
        Item to = change.to();
        String alter = "ALTER INDEX " + to.name();
        if (!isPart(to)) {
            remake(change, alter);
        } else {
            change.take("definition");
        }
        statistics(change, alter);
        if (change.take("reltablespace")) {
            change.add(alter + " SET TABLESPACE " + to.fact("reltablespace").orElse("pg_default"));
        }
        if (change.take("indisclustered")) {
            change.add("ALTER TABLE " + to.owner()
                    + (to.is("indisclustered") ? " CLUSTER ON " + to.local() : " SET WITHOUT CLUSTER"));
        }
        if (change.take("indisreplident") && to.is("indisreplident")) {
            change.add("ALTER TABLE " + to.owner() + " REPLICA IDENTITY USING INDEX " + to.local());
        }
        if (change.changes("indisvalid") && !to.is("indisvalid")) {
            // Nothing makes an index invalid on purpose.
            change.take("indisvalid", "indisready", "indislive");
        }
        if (change.take("indisvalid", "indisready", "indislive")) {
            change.add("REINDEX INDEX " + (style.isOnline(to) ? "CONCURRENTLY " : "") + to.name());
        }
    }

    /** Storage parameters are in the definition, too. */
    private static void remake(Alteration change, String alter) {
        String fact = "definition";
        if (change.changes("reloptions")
                && base(change.from().value(fact)).equals(base(change.to().value(fact)))) {
            change.take(fact);
            Options.alter(change, alter);
        }
        change.takeGroup("row type");
    }

    private static String base(String definition) {
        return definition.replaceFirst(" WITH \\([^)]*\\)", "");
    }

    private static void statistics(Alteration change, String alter) {
        change.from().group("column ").keySet().forEach(key -> statistics(change, alter, key));
        change.to().group("column ").keySet().forEach(key -> statistics(change, alter, key));
    }

    private static void statistics(Alteration change, String alter, String key) {
        String number = key.substring(0, key.indexOf(' '));
        if (change.takeGroup("column " + number + " ")) {
            Optional<String> target = change.to().fact("column " + number + " attstattarget");
            change.add(alter + " ALTER COLUMN " + number + " SET STATISTICS " + target.orElse("-1"));
        }
    }
}
