// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.database;

import java.util.List;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Matches if at least one property begins with {@code migration.databases}. */
public final class OnNamedDatabases extends SpringBootCondition {

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        List<String> names = DatabaseNames.in(context.getEnvironment()).list();
        ConditionMessage.Builder message = ConditionMessage.forCondition("migration.databases");
        return names.isEmpty()
                ? ConditionOutcome.noMatch(message.because("names none"))
                : ConditionOutcome.match(message.foundExactly(String.join(", ", names)));
    }

    /** Matches if {@link OnNamedDatabases} does not. */
    public static final class Not extends NoneNestedConditions {

        Not() {
            super(ConfigurationPhase.REGISTER_BEAN);
        }

        @Conditional(OnNamedDatabases.class)
        static final class Named {}
    }
}
