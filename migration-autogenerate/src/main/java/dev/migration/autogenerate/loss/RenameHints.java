// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.loss;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import dev.migration.autogenerate.catalog.Item;
import dev.migration.autogenerate.catalog.Schema;
import dev.migration.autogenerate.kind.other.EnumKind;
import dev.migration.autogenerate.plan.Step;

/** Finds the objects of {@code old=new}. */
final class RenameHints {

    private final Schema from;
    private final Schema to;

    RenameHints(Schema from, Schema to) {
        this.from = from;
        this.to = to;
    }

    /** @throws RenameException with every hint that names no object that is gone, or none that is new */
    List<Renaming> renamings(List<String> hints) {
        List<Renaming> found = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        for (String hint : hints) {
            int sign = hint.indexOf('=');
            List<Renaming> matches = sign < 1 ? List.of() : matches(hint.substring(0, sign), hint.substring(sign + 1));
            if (matches.size() == 1) {
                found.addAll(matches);
            } else {
                faults.add(fault(hint, matches));
            }
        }
        if (!faults.isEmpty()) {
            throw new RenameException(faults);
        }
        return found;
    }

    /** The statements, tables first: a column is found by the new name of its table. */
    static List<Step> steps(List<Renaming> renamings) {
        Map<String, String> tables = new HashMap<>();
        renamings.forEach(
                renaming -> tables.put(renaming.from().name(), renaming.to().name()));
        return renamings.stream()
                .sorted(Comparator.comparing(
                        renaming -> renaming.from().object().ownedBy().isPresent()))
                .map(renaming -> renaming.step(tables.getOrDefault(
                        renaming.from().owner(), renaming.from().owner())))
                .toList();
    }

    private static String fault(String hint, List<Renaming> matches) {
        if (!matches.isEmpty()) {
            return "'" + hint + "' can mean "
                    + String.join(
                            " or ",
                            matches.stream()
                                    .map(renaming -> renaming.from().kind() + " " + renaming.oldName())
                                    .toList())
                    + ".";
        }
        return "'" + hint + "' does not name something that goes and something of the same kind that is new.";
    }

    private List<Renaming> matches(String old, String renamed) {
        List<Renaming> matches = new ArrayList<>();
        gone(from, to)
                .filter(item -> Confirmation.isCalled(item.name(), old))
                .forEach(item -> gone(to, from)
                        .filter(other ->
                                other.kind().equals(item.kind()) && Confirmation.isCalled(other.name(), renamed))
                        .filter(other -> isSamePlace(item, other))
                        .forEach(other -> matches.add(Renaming.of(item, other))));
        from.items()
                .filter(item -> item.kind().equals("enum"))
                .forEach(type -> label(type, old, renamed).ifPresent(matches::add));
        return matches;
    }

    /** Of the same schema: ALTER … RENAME does not move it. */
    private static boolean isSamePlace(Item item, Item other) {
        return item.object().schema().equals(other.object().schema());
    }

    private static Stream<Item> gone(Schema here, Schema there) {
        return here.items().filter(item -> there.find(item.object()).isEmpty());
    }

    private Optional<Renaming> label(Item type, String old, String renamed) {
        return to.find(type.object()).flatMap(target -> {
            List<String> before = EnumKind.labels(type);
            List<String> after = EnumKind.labels(target);
            Optional<String> fromLabel = before.stream()
                    .filter(label -> !after.contains(label) && Confirmation.isCalled(type.name() + "." + label, old))
                    .findFirst();
            Optional<String> toLabel = after.stream()
                    .filter(label ->
                            !before.contains(label) && Confirmation.isCalled(type.name() + "." + label, renamed))
                    .findFirst();
            return fromLabel.flatMap(label -> toLabel.map(other -> new Renaming(type, target, label, other)));
        });
    }
}
