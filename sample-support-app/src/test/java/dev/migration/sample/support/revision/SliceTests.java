// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.revision;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.data.jpa.test.autoconfigure.DataJpaTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;

import dev.migration.sample.support.OwnDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** A test slice has the tables of all revisions, the Java revision included. */
@DataJpaTest(properties = "spring.test.database.replace=none")
@ContextConfiguration(initializers = OwnDatabase.class)
class SliceTests {

    private final JdbcClient jdbc;

    @Autowired
    SliceTests(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Test
    void javaRevisionIsApplied() {
        assertThat(jdbc.sql("SELECT state FROM migration_revision WHERE revision = 'data001'")
                        .query(String.class)
                        .optional())
                .contains("APPLIED");
    }
}
