// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.slice;

import java.util.List;

import javax.sql.DataSource;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.data.jdbc.test.autoconfigure.DataJdbcTest;
import org.springframework.boot.data.jpa.test.autoconfigure.DataJpaTest;
import org.springframework.boot.jdbc.test.autoconfigure.JdbcTest;
import org.springframework.boot.jooq.test.autoconfigure.JooqTest;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;

import dev.migration.boot.slice.application.SlicedApplication;
import dev.migration.boot.testing.OwnDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** Test slices apply the same Java revisions as the application: components, and beans of configurations. */
@ContextConfiguration(classes = SlicedApplication.class, initializers = OwnDatabase.class)
class JavaRevisionSliceTests {

    @Nested
    @SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE)
    class Application extends MigratedSlice {}

    @Nested
    @DataJpaTest(properties = "spring.test.database.replace=none")
    class Jpa extends MigratedSlice {}

    @Nested
    @JdbcTest(properties = "spring.test.database.replace=none")
    class Jdbc extends MigratedSlice {}

    @Nested
    @DataJdbcTest(properties = "spring.test.database.replace=none")
    class DataJdbc extends MigratedSlice {}

    @Nested
    @JooqTest(properties = "spring.test.database.replace=none")
    class Jooq extends MigratedSlice {}

    @Nested
    @DataJpaTest(properties = {"spring.test.database.replace=none", "spring.main.lazy-initialization=true"})
    class Lazy extends MigratedSlice {}

    @Nested
    @JdbcTest(properties = {"spring.test.database.replace=none", "migration.databases.things.data-source=dataSource"})
    class Named extends MigratedSlice {}

    abstract static class MigratedSlice {

        @Test
        void javaRevisionsAreApplied(@Autowired DataSource database) {
            assertThat(revisions(database)).containsExactly("a1", "b2", "ccc333", "ddd444");
        }

        private static List<String> revisions(DataSource database) {
            return JdbcClient.create(database)
                    .sql("SELECT revision FROM migration_revision ORDER BY revision")
                    .query(String.class)
                    .list();
        }
    }
}
