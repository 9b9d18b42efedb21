// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.tenant;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.type.AnnotatedTypeMetadata;

import dev.migration.boot.properties.TenantsProperties;
import dev.migration.tenant.TenantSource;
import dev.migration.tenant.run.TenantMigrator;

/**
 * Matches if the application has tenants: {@code migration.tenants.schemas} or {@code .pattern} is set, or there is a bean
 * of type {@link TenantSource} or {@link TenantMigrator}.
 */
public final class OnTenants extends SpringBootCondition implements ConfigurationCondition {

    @Override
    public ConfigurationPhase getConfigurationPhase() {
        return ConfigurationPhase.REGISTER_BEAN;
    }

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        ConditionMessage.Builder message = ConditionMessage.forCondition("Tenants");
        if (TenantsProperties.namedBelow(
                ConfigurationPropertyName.of(TenantsProperties.PREFIX), context.getEnvironment())) {
            return ConditionOutcome.match(message.foundExactly("properties that list tenants"));
        }
        return isDefined(context.getBeanFactory())
                ? ConditionOutcome.match(message.foundExactly("a TenantSource or TenantMigrator bean"))
                : ConditionOutcome.noMatch(message.because("no property and no bean defines tenants"));
    }

    private static boolean isDefined(@Nullable ConfigurableListableBeanFactory beans) {
        return beans != null
                && (beans.getBeanNamesForType(TenantSource.class, true, false).length > 0
                        || beans.getBeanNamesForType(TenantMigrator.class, true, false).length > 0);
    }

    /** Matches if {@link OnTenants} does not. */
    public static final class Not extends NoneNestedConditions {

        Not() {
            super(ConfigurationPhase.REGISTER_BEAN);
        }

        @Conditional(OnTenants.class)
        static final class Tenants {}
    }
}
