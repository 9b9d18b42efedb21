// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.development;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import dev.migration.MigrationStatus;
import dev.migration.Migrator;
import dev.migration.cli.output.Plurals;
import dev.migration.cli.output.ProgressLines;
import dev.migration.cli.setting.UsageException;
import dev.migration.plan.Plan;
import dev.migration.plan.Planner;
import dev.migration.plan.Step;
import dev.migration.plan.UpgradePolicies;
import dev.migration.plan.UpgradePolicy;
import dev.migration.result.MigrationResult;
import dev.migration.revision.Revision;
import dev.migration.revision.RevisionSet;
import dev.migration.revision.target.Target;
import dev.migration.version.AppliedRevision;

/**
 * Revisions that are reverted, and an upgrade after that. Both plans are computed from one state of the database, before anything is
 * run.
 *
 * @param down reverts the revisions; without steps if there are none
 * @param up the upgrade afterwards
 */
record Reapplication(Plan down, Plan up) {

    /**
     * Plans.
     *
     * @param status the state that {@code migrator} has read
     * @param reverted the ids of the revisions to revert; their applied descendants are reverted with them
     * @throws dev.migration.error.MigrationException if the upgrade would be refused afterwards
     */
    static Reapplication of(Migrator migrator, MigrationStatus status, Collection<String> reverted, Target target) {
        Set<String> scripts = migrator.revisions().graph().ids();
        List<String> applied =
                status.applied().stream().map(AppliedRevision::id).toList();
        RevisionSet database = status.graph().known(applied);
        RevisionSet all = status.graph().known(reverted).descendants().intersection(database);
        List<String> rest = applied.stream().filter(id -> !all.contains(id)).toList();
        Reapplication plans = new Reapplication(
                new Planner(status.graph(), scripts, applied).revert(all.ids()),
                new Planner(status.graph(), scripts, rest).upgrade(target));
        plans.requireScripts(scripts);
        plans.requireNoContradiction(migrator.settings().policies(), status, all);
        return plans;
    }

    boolean isEmpty() {
        return down.isEmpty() && up.isEmpty();
    }

    /** The steps of both plans. */
    List<Step> steps() {
        return Stream.concat(down.steps().stream(), up.steps().stream()).toList();
    }

    /** The text of the plan. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("From " + ProgressLines.idsOrBase(down.before()) + " to " + ProgressLines.idsOrBase(up.after()) + ": "
                + Plurals.of(steps().size(), "step"));
        steps().forEach(step -> lines.add("  " + step + "  " + step.revision().message()));
        return lines;
    }

    /** Runs both plans; the second one is not run if the first one fails. */
    MigrationResult run(Migrator migrator, Target target) {
        if (!down.isEmpty()) {
            migrator.revert(
                    down.steps().stream().map(step -> step.revision().id()).toList());
        }
        return migrator.upgrade(target.toString());
    }

    private void requireScripts(Set<String> scripts) {
        List<String> missing = up.steps().stream()
                .map(step -> step.revision().id())
                .filter(id -> !scripts.contains(id))
                .toList();
        if (!missing.isEmpty()) {
            throw new UsageException(
                    "There is no script of " + String.join(", ", missing) + ", so it could not be applied again.",
                    "Get the script from its branch. To revert the revision without it, type 'downgrade -1'.");
        }
    }

    /** The contradictions for which the upgrade would be refused when the first plan is run already. */
    private void requireNoContradiction(UpgradePolicies policies, MigrationStatus status, RevisionSet reverted) {
        List<String> edited = remaining(status.edited(), reverted);
        if (!edited.isEmpty() && policies.edited() == UpgradePolicy.REFUSE) {
            throw new UsageException(
                    String.join(", ", edited) + " was edited after it was applied, so the upgrade would be refused.",
                    "Type 'current -v' to see what to do about it. Nothing was reverted.");
        }
        List<String> unknown = remaining(status.unknown(), reverted);
        if (!unknown.isEmpty() && !up.steps().isEmpty() && policies.diverged() == UpgradePolicy.REFUSE) {
            throw new UsageException(
                    "The database has revisions without a script here (" + String.join(", ", unknown)
                            + "), so the upgrade would be refused.",
                    "Get their scripts, or type 'checkout BRANCH' for the branch of git that you are on. Nothing was reverted.");
        }
    }

    private static List<String> remaining(List<String> ids, RevisionSet reverted) {
        return ids.stream().filter(id -> !reverted.contains(id)).toList();
    }

    /** The target of an upgrade to one revision. */
    static Target to(Revision revision) {
        return Target.parse(revision.id());
    }
}
