// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.autoconfigure;

import jakarta.persistence.EntityManager;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.data.jdbc.test.autoconfigure.DataJdbcTest;
import org.springframework.boot.data.jpa.test.autoconfigure.DataJpaTest;
import org.springframework.boot.jdbc.test.autoconfigure.JdbcTest;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.ContextConfiguration;

import dev.migration.boot.testing.OwnDatabase;
import dev.migration.boot.testing.Thing;

import static org.assertj.core.api.Assertions.assertThat;

/** Test slices migrate the database too. Each slice has its own database. */
@ContextConfiguration(initializers = OwnDatabase.class)
class SliceTests {

    @Nested
    @DataJpaTest(properties = {"spring.test.database.replace=none", "spring.jpa.hibernate.ddl-auto=validate"})
    class Jpa {

        @Test
        void validatesEntitiesAgainstTheMigratedDatabase(@Autowired EntityManager entities) {
            assertThat(entities.createQuery("select t.colour from Thing t", String.class)
                            .getResultList())
                    .containsExactly("green");
        }
    }

    @Nested
    @JdbcTest(properties = "spring.test.database.replace=none")
    class Jdbc extends MigratedSlice {}

    @Nested
    @DataJdbcTest(properties = "spring.test.database.replace=none")
    class DataJdbc extends MigratedSlice {}

    abstract static class MigratedSlice {

        @Test
        void findsTheMigratedDatabase(@Autowired JdbcTemplate jdbc) {
            assertThat(jdbc.queryForObject("SELECT count(*) FROM thing", Integer.class))
                    .isEqualTo(1);
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @EntityScan(basePackageClasses = Thing.class)
    static class Application {}
}
