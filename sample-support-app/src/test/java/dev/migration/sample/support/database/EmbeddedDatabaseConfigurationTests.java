// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.database;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;

import dev.migration.sample.support.SupportTest;

import static org.assertj.core.api.Assertions.assertThat;

@SupportTest
class EmbeddedDatabaseConfigurationTests {

    @Test
    void noServerIsEmbeddedIfAUrlIsConfigured(@Autowired ObjectProvider<EmbeddedDatabase> embedded) {
        assertThat(embedded.stream()).isEmpty();
    }
}
