package dev.migration.boot.autoconfigure;

import java.util.function.Supplier;

import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
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
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresServer;

import static org.assertj.core.api.Assertions.assertThat;

/** Test slices migrate the database too, each a database of its own. */
class SliceTests {

    @Nested
    @DataJpaTest(properties = {"spring.test.database.replace=none", "spring.jpa.hibernate.ddl-auto=validate"})
    class Jpa {

        @DynamicPropertySource
        static void database(DynamicPropertyRegistry registry) {
            register(registry);
        }

        @Test
        void validatesEntitiesAgainstTheMigratedDatabase(@Autowired EntityManager entities) {
            assertThat(entities.createQuery("select t.colour from Thing t", String.class)
                            .getResultList())
                    .containsExactly("green");
        }
    }

    @Nested
    @JdbcTest(properties = "spring.test.database.replace=none")
    class Jdbc {

        @DynamicPropertySource
        static void database(DynamicPropertyRegistry registry) {
            register(registry);
        }

        @Test
        void findsTheMigratedDatabase(@Autowired JdbcTemplate jdbc) {
            assertThat(jdbc.queryForObject("SELECT count(*) FROM thing", Integer.class))
                    .isEqualTo(1);
        }
    }

    @Nested
    @DataJdbcTest(properties = "spring.test.database.replace=none")
    class DataJdbc {

        @DynamicPropertySource
        static void database(DynamicPropertyRegistry registry) {
            register(registry);
        }

        @Test
        void findsTheMigratedDatabase(@Autowired JdbcTemplate jdbc) {
            assertThat(jdbc.queryForObject("SELECT count(*) FROM thing", Integer.class))
                    .isEqualTo(1);
        }
    }

    private static void register(DynamicPropertyRegistry registry) {
        PostgresDatabase database = PostgresServer.shared().createDatabase("slice");
        registry.add("spring.datasource.url", (Supplier<Object>) database::url);
        registry.add("spring.datasource.username", (Supplier<Object>) database::username);
        registry.add("spring.datasource.password", (Supplier<Object>) database::password);
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @EntityScan(basePackageClasses = SliceTests.class)
    static class Application {}

    @Entity(name = "Thing")
    static class Thing {

        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        private Long id;

        private String name;
        private String colour;
    }
}
