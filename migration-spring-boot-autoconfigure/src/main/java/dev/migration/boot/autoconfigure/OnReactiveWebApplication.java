// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.autoconfigure;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;

/** Conditions on the kind of the web application. */
final class OnReactiveWebApplication {

    private OnReactiveWebApplication() {}

    /** Matches if the application is no application with WebFlux. */
    static final class Not extends NoneNestedConditions {

        Not() {
            super(ConfigurationPhase.REGISTER_BEAN);
        }

        @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
        static final class Reactive {}
    }
}
