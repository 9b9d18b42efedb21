// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.migration.Revisions;
import dev.migration.change.RevisionChange;
import dev.migration.cli.saved.SavedPlanText;
import dev.migration.plan.SavedPlan;
import dev.migration.revision.Revision;

/** What a reader of a saved plan sees of its scripts: message, class, locks and statements. */
final class SavedPlanReview implements SavedPlanText {

    private final Revisions revisions;
    private final Map<String, RevisionChange> changes;

    SavedPlanReview(Revisions revisions, SavedPlan plan) {
        this.revisions = revisions;
        List<Revision> planned =
                plan.ids().stream().flatMap(id -> find(id).stream()).toList();
        this.changes =
                revisions
                        .changes(
                                planned,
                                plan.repeatables().stream()
                                        .map(SavedPlan.Script::name)
                                        .toList())
                        .stream()
                        .collect(Collectors.toMap(
                                change -> key(change.name(), change.source()),
                                Function.identity(),
                                (first, second) -> first));
    }

    @Override
    public Map<String, Object> of(SavedPlan.Script script) {
        return Optional.ofNullable(changes.get(key(script.name(), script.source())))
                .map(change -> PlanText.review(find(script.name()).map(Revision::message), change))
                .orElse(Map.of());
    }

    private static String key(String name, String source) {
        return name + ' ' + source;
    }

    private Optional<Revision> find(String id) {
        return revisions.graph().find(id);
    }
}
