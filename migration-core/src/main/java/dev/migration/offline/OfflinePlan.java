// SPDX-License-Identifier: Apache-2.0
package dev.migration.offline;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.migration.execution.state.DatabaseState;
import dev.migration.plan.Plan;
import dev.migration.plan.Plan.Operation;
import dev.migration.plan.Planner;
import dev.migration.revision.Revision;
import dev.migration.revision.RevisionSet;
import dev.migration.revision.VersionRows;
import dev.migration.revision.fault.TargetException;
import dev.migration.revision.fault.WalkFault;
import dev.migration.script.RevisionScript;
import dev.migration.script.load.RevisionScripts;
import dev.migration.version.AppliedBy;
import dev.migration.version.AppliedRevision;
import dev.migration.version.RevisionState;
import dev.migration.version.table.StateRows;
import dev.migration.version.table.TableFormat;

/**
 * A plan for a database whose state is assumed.
 *
 * @param range the requested range
 * @param database the assumed state
 */
record OfflinePlan(OfflineRange range, DatabaseState database, Plan plan) {

    private static final AppliedBy UNKNOWN = new AppliedBy("", "", "", "");

    /** @param purge whether a stamp first deletes all applied revisions */
    static OfflinePlan of(RevisionScripts scripts, Operation operation, OfflineRange range, boolean purge) {
        List<AppliedRevision> applied = range.assumed(scripts).stream()
                .map(revision -> applied(scripts, revision))
                .toList();
        DatabaseState database =
                new DatabaseState(scripts, new StateRows(applied, List.of(), List.of(), TableFormat.CURRENT));
        Planner planner = Planner.of(
                database.graph(),
                VersionRows.of(
                        database.graph(),
                        applied.stream().map(AppliedRevision::id).toList()));
        Plan plan = switch (operation) {
            case UPGRADE -> upgrade(planner, range);
            case DOWNGRADE -> planner.downgrade(range.ends().get(0));
            case STAMP -> purge ? planner.purgeAndStamp(range.ends()) : planner.stamp(range.ends());
        };
        return new OfflinePlan(range, database, database.withRepeatables(plan));
    }

    private static Plan upgrade(Planner planner, OfflineRange range) {
        Plan plan = planner.upgrade(range.ends().get(0));
        RevisionSet end = planner.targets().upgradeTo(range.ends().get(0));
        if (plan.steps().isEmpty() && !end.maximal().equals(planner.current())) {
            throw new TargetException(
                    new WalkFault.NotAnAncestor(planner.current().ids(), end.ids()));
        }
        return plan;
    }

    private static AppliedRevision applied(RevisionScripts scripts, Revision revision) {
        RevisionScript script = scripts.find(revision.id()).orElseThrow();
        return new AppliedRevision(
                revision,
                script instanceof RevisionScript.Sql ? AppliedRevision.Type.SQL : AppliedRevision.Type.JAVA,
                script.checksum(),
                Instant.EPOCH,
                Duration.ZERO,
                UNKNOWN,
                RevisionState.APPLIED);
    }

    /** The revisions that are assumed to be applied. */
    List<AppliedRevision> assumed() {
        return database.applied();
    }

    /** The operation with its begin and its end, for a comment. */
    String title() {
        String operation = plan.operation().name();
        return operation.charAt(0) + operation.substring(1).toLowerCase(java.util.Locale.ROOT) + " from "
                + list(plan.before()) + " to " + list(plan.after());
    }

    private static String list(List<String> ids) {
        return Optional.of(String.join(", ", ids))
                .filter(text -> !text.isEmpty())
                .orElse("base");
    }
}
