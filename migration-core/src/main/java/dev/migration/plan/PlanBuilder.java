// SPDX-License-Identifier: Apache-2.0
package dev.migration.plan;

import java.util.ArrayList;
import java.util.List;

import dev.migration.plan.Plan.Operation;
import dev.migration.plan.Step.Direction;
import dev.migration.revision.HeadsTracker;
import dev.migration.revision.Revision;
import dev.migration.revision.RevisionGraph;
import dev.migration.revision.RevisionSet;

/** Collects steps and tracks the maximal applied revisions through them. */
final class PlanBuilder {

    private final Operation operation;
    private final HeadsTracker heads;
    private final List<String> before;
    private final List<Step> steps = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    PlanBuilder(Operation operation, RevisionGraph graph, RevisionSet applied) {
        this.operation = operation;
        this.heads = new HeadsTracker(graph, applied);
        this.before = heads.heads();
    }

    PlanBuilder up(RevisionSet revisions) {
        for (Revision revision : revisions.inOrder()) {
            steps.add(new Step(Direction.UP, revision, heads.apply(revision)));
        }
        return this;
    }

    PlanBuilder down(RevisionSet revisions) {
        return down(revisions.inReverseOrder());
    }

    PlanBuilder down(List<Revision> revisions) {
        for (Revision revision : revisions) {
            steps.add(new Step(Direction.DOWN, revision, heads.revert(revision)));
        }
        return this;
    }

    PlanBuilder note(String note) {
        notes.add(note);
        return this;
    }

    Plan build() {
        return new Plan(operation, steps, before, heads.heads(), notes);
    }
}
