// SPDX-License-Identifier: Apache-2.0
package dev.migration.tenant.run;

import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;

import dev.migration.MigrationStatus;
import dev.migration.Migrator;
import dev.migration.execution.session.MigrationSession;
import dev.migration.execution.state.DatabaseState;
import dev.migration.plan.UpgradePolicies;
import dev.migration.plan.UpgradePolicy;
import dev.migration.revision.target.Target;
import dev.migration.tenant.TenantNames;
import dev.migration.tenant.TenantSource;
import dev.migration.tenant.TenantState.Condition;
import dev.migration.tenant.TenantStates;
import dev.migration.tenant.run.TenantStateReader.Evaluation;
import dev.migration.tenant.run.TenantStateReader.TenantReading;
import dev.migration.version.table.StateRows;

/** Reads the list of tenants and the state of each, on one connection. */
record TenantDiscovery(Migrator template, TenantSource source, Target target) {

    Result discover() {
        return MigrationSession.read(template.dataSource(), session -> {
            List<String> tenants = TenantNames.check(source.tenants(JdbcClient.create(session.jdbc())));
            return new Result(
                    new TenantStateReader(session.jdbc(), template.settings().tables(), this::evaluate).read(tenants));
        });
    }

    private Evaluation evaluate(StateRows rows) {
        DatabaseState database = template.revisions().compare(rows);
        MigrationStatus status = MigrationStatus.of(database);
        Condition condition = condition(status);
        int pending = status.pending().size() + status.pendingRepeatables().size();
        boolean done = status.state() == MigrationStatus.State.UP_TO_DATE
                || status.state() == MigrationStatus.State.AHEAD
                || (status.state() == MigrationStatus.State.PENDING && isAtTarget(database));
        return new Evaluation(
                condition,
                status.current(),
                pending,
                done,
                !status.inBackground().isEmpty());
    }

    /** Whether nothing up to the target is pending, although revisions after it are. */
    private boolean isAtTarget(DatabaseState database) {
        return database.withRepeatables(database.planner().upgrade(target)).isEmpty();
    }

    /** A contradiction that the settings permit does not count. */
    private Condition condition(MigrationStatus status) {
        MigrationStatus.State verdict = status.state();
        if (verdict != MigrationStatus.State.DIVERGED || !isPermitted(status)) {
            return Condition.valueOf(verdict.name());
        }
        if (!status.pending().isEmpty() || !status.pendingRepeatables().isEmpty()) {
            return Condition.PENDING;
        }
        return status.unknown().isEmpty() ? Condition.UP_TO_DATE : Condition.AHEAD;
    }

    private boolean isPermitted(MigrationStatus status) {
        UpgradePolicies policies = template.settings().policies();
        boolean edited = status.edited().isEmpty() || policies.edited() == UpgradePolicy.WARN;
        boolean spliced = status.spliced().isEmpty() || policies.spliced() == UpgradePolicy.WARN;
        boolean diverged =
                status.pending().isEmpty() || status.unknown().isEmpty() || policies.diverged() == UpgradePolicy.WARN;
        return edited && spliced && diverged;
    }

    /** The tenants, in the order of their source. */
    record Result(List<TenantReading> tenants) {

        TenantStates states() {
            return new TenantStates(tenants.stream().map(TenantReading::state).toList());
        }

        /** The tenants with applied revisions whose work in the background is not done. */
        List<String> inBackground() {
            return tenants.stream()
                    .filter(TenantReading::inBackground)
                    .map(reading -> reading.state().tenant())
                    .toList();
        }

        /** Whether an upgrade has nothing to do. */
        boolean isDone() {
            return tenants.stream().allMatch(TenantReading::done);
        }
    }
}
