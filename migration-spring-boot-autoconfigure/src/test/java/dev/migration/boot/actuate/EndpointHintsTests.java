// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.actuate;

import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;

import dev.migration.boot.actuate.descriptor.RevisionDescriptor;

import static org.assertj.core.api.Assertions.assertThat;

class EndpointHintsTests {

    @Test
    void registersTheTypesOfTheEndpointAndTheAssetsOfThePage() {
        RuntimeHints hints = new RuntimeHints();

        new EndpointHints().registerHints(hints, null);

        assertThat(hints)
                .matches(RuntimeHintsPredicates.reflection().onType(RevisionDescriptor.class))
                .matches(RuntimeHintsPredicates.reflection().onType(RevisionDescriptor.Sql.class))
                .matches(RuntimeHintsPredicates.resource().forResource("dev/migration/boot/page/page.css"))
                .matches(RuntimeHintsPredicates.resource().forResource("dev/migration/boot/page/page.js"));
    }
}
