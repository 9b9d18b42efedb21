// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.autoconfigure;

import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;

import dev.migration.Migrator;
import dev.migration.tenant.run.TenantMigrator;

/** Matches if there is a bean of type {@link Migrator} or {@link TenantMigrator}. */
public final class OnMigration extends AnyNestedCondition {

    OnMigration() {
        super(ConfigurationPhase.REGISTER_BEAN);
    }

    @ConditionalOnBean(Migrator.class)
    static final class OnMigrator {}

    @ConditionalOnBean(TenantMigrator.class)
    static final class OnTenantMigrator {}
}
