// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.loss;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import dev.migration.autogenerate.catalog.Item;
import dev.migration.autogenerate.catalog.Schema;
import dev.migration.autogenerate.kind.other.EnumKind;
import dev.migration.autogenerate.kind.relation.ColumnTypeChange;

/** Finds what would be lost between two databases. */
final class Losses {

    private final Schema from;
    private final Schema to;

    Losses(Schema from, Schema to) {
        this.from = from;
        this.to = to;
    }

    List<Loss> all() {
        List<Loss> losses = new ArrayList<>();
        for (Item item : from.items().toList()) {
            switch (item.kind()) {
                case "table" -> table(item).ifPresent(losses::add);
                case "column" -> column(item).ifPresent(losses::add);
                case "enum" -> losses.addAll(labels(item));
                default -> {
                    // Nothing else has data, but a sequence, whose value nobody misses without its column.
                }
            }
        }
        return losses;
    }

    private Optional<Loss> table(Item table) {
        if (to.find(table.object()).isPresent()) {
            return Optional.empty();
        }
        Optional<Item> renamed = to.items()
                .filter(item ->
                        item.kind().equals("table") && from.find(item.object()).isEmpty())
                .filter(item -> item.object().schema().equals(table.object().schema()))
                .filter(item -> share(table, item) >= Likeness.CLOSE)
                .max(Comparator.comparingDouble(item -> share(table, item) + Likeness.of(table.local(), item.local())));
        return Optional.of(
                new Loss(table.name(), "table " + table.name() + " is dropped with its rows", renamed.map(Item::name)));
    }

    /** Which part of the columns has the same name and type. */
    private static double share(Item one, Item other) {
        Set<String> columns = columns(one);
        Set<String> others = columns(other);
        long common = columns.stream().filter(others::contains).count();
        int most = Math.max(columns.size(), others.size());
        return most == 0 ? 0 : (double) common / most;
    }

    private static Set<String> columns(Item table) {
        return table.schema().parts(table.name(), "column").stream()
                .map(column -> column.local() + " " + column.value("atttypid"))
                .collect(Collectors.toSet());
    }

    private Optional<Loss> column(Item column) {
        Optional<Item> whole = to.whole(column.owner())
                .filter(item -> item.kind().equals("table") || item.kind().equals("composite type"));
        boolean isCopy = column.value("attislocal").equals("false");
        if (whole.isEmpty()
                || isCopy
                || column.whole()
                        .filter(item -> item.kind().equals(whole.get().kind()))
                        .isEmpty()) {
            return Optional.empty();
        }
        Optional<Item> target = to.find(column.object());
        if (target.isPresent()) {
            return narrowed(column, target.get());
        }
        if (!column.value("attgenerated").isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Loss(
                column.name(),
                "column " + column.name() + " is dropped with its values",
                renamed(column).map(Item::name)));
    }

    private static Optional<Loss> narrowed(Item column, Item target) {
        String before = column.value("atttypid");
        String after = target.value("atttypid");
        if (!before.equals(after) && ColumnTypeChange.loses(before, after)) {
            return Optional.of(new Loss(
                    column.name(),
                    "the values of column " + column.name() + " are cut: " + before + " becomes " + after,
                    Optional.empty()));
        }
        boolean isComputed = column.value("attgenerated").isEmpty()
                && !target.value("attgenerated").isEmpty();
        return isComputed
                ? Optional.of(new Loss(
                        column.name(),
                        "the values of column " + column.name() + " are replaced by computed ones",
                        Optional.empty()))
                : Optional.empty();
    }

    private Optional<Item> renamed(Item column) {
        List<Item> added = to.parts(column.owner(), "column").stream()
                .filter(item -> from.find(item.object()).isEmpty())
                .toList();
        Predicate<Item> isOnly = item -> added.size() == 1 && removed(column.owner()) == 1;
        return added.stream()
                .filter(item -> isLikely(column, item, isOnly.test(item)))
                .max(Comparator.comparingDouble(item -> Likeness.of(column.local(), item.local())));
    }

    private long removed(String table) {
        return from.parts(table, "column").stream()
                .filter(item -> to.find(item.object()).isEmpty())
                .count();
    }

    private static boolean isLikely(Item column, Item added, boolean isOnly) {
        boolean isSameType = column.value("atttypid").equals(added.value("atttypid"));
        boolean isSamePlace = column.value("attnum").equals(added.value("attnum"));
        boolean isClose = Likeness.of(column.local(), added.local()) >= Likeness.CLOSE;
        return isSameType && (isOnly || isSamePlace || isClose) || isClose;
    }

    private List<Loss> labels(Item type) {
        List<Loss> losses = new ArrayList<>();
        Optional<Item> target = to.find(type.object());
        if (target.isEmpty()) {
            return losses;
        }
        List<String> before = EnumKind.labels(type);
        List<String> after = EnumKind.labels(target.get());
        List<String> added =
                after.stream().filter(label -> !before.contains(label)).toList();
        for (String label : before) {
            if (!after.contains(label)) {
                int place = before.indexOf(label);
                Optional<String> renamed = added.stream()
                        .filter(other -> added.size() == 1 || after.indexOf(other) == place)
                        .findFirst()
                        .map(other -> type.name() + "." + other);
                losses.add(new Loss(
                        type.name() + "." + label,
                        "label '" + label + "' of enum " + type.name() + " is removed",
                        renamed));
            }
        }
        return losses;
    }
}
