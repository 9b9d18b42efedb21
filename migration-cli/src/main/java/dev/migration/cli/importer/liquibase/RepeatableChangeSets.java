// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.importer.liquibase;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.migration.cli.importer.project.RepeatableOrder;
import dev.migration.cli.importer.project.RevisionNames;
import dev.migration.cli.importer.project.SourceProject.LeftOut;
import dev.migration.cli.importer.project.SourceRepeatable;

/** The change sets with {@code runOnChange} that can be repeatables. The others become revisions, with a note. */
final class RepeatableChangeSets {

    private final Map<ChangeSet, String> names = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    /** @param imported all imported change sets, in the order of the change log */
    RepeatableChangeSets(List<ChangeSet> imported) {
        RevisionNames unique = new RevisionNames();
        for (ChangeSet set : imported) {
            if (set.is("runOnChange")) {
                List<ChangeSet> later = imported.subList(imported.indexOf(set) + 1, imported.size()).stream()
                        .filter(other -> !other.is("runOnChange"))
                        .toList();
                obstacle(set, later)
                        .ifPresentOrElse(
                                reason -> notes.add("'" + set.name()
                                        + "' runs when it changes (runOnChange), and becomes a revision, which does not: "
                                        + reason + "."),
                                () -> names.put(set, unique.of(set.candidateNames())));
            }
        }
    }

    boolean contains(ChangeSet set) {
        return names.containsKey(set);
    }

    /** The notes about the change sets that become revisions. */
    List<String> notes() {
        return notes;
    }

    /** The repeatables, in the order of the change log. */
    List<SourceRepeatable> all() {
        RepeatableOrder order = new RepeatableOrder(List.copyOf(names.values()));
        return names.entrySet().stream()
                .map(entry -> new SourceRepeatable(
                        entry.getValue(),
                        order.needs(entry.getValue()),
                        entry.getKey().message(),
                        entry.getKey().sql()))
                .toList();
    }

    /** The names of the repeatables whose change sets are applied. */
    List<String> applied(ChangeSetRows rows) {
        return names.entrySet().stream()
                .filter(entry -> rows.isApplied(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Their rollbacks, which a repeatable cannot have. */
    List<LeftOut> leftOut() {
        return names.keySet().stream()
                .flatMap(set -> set.rollback().stream()
                        .map(sql -> new LeftOut(
                                sql.file() + " rollback of " + set.name(), "a repeatable cannot be reverted")))
                .toList();
    }

    private static Optional<String> obstacle(ChangeSet set, List<ChangeSet> later) {
        return set.isNot("runInTransaction")
                ? Optional.of("it runs outside a transaction")
                : RepeatableCheck.obstacle(set, later);
    }
}
