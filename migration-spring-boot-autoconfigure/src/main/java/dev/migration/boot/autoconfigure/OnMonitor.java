// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.autoconfigure;

import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;

import dev.migration.boot.status.MigrationMonitor;
import dev.migration.boot.status.TenantMonitor;

/** Matches if there is a bean of type {@link MigrationMonitor} or {@link TenantMonitor}. */
public final class OnMonitor extends AnyNestedCondition {

    OnMonitor() {
        super(ConfigurationPhase.REGISTER_BEAN);
    }

    @ConditionalOnBean(MigrationMonitor.class)
    static final class OnDatabaseMonitor {}

    @ConditionalOnBean(TenantMonitor.class)
    static final class OnTenantMonitor {}
}
