package dev.migration.test.postgres;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

class PostgresTestTests {

    private static final List<PostgresDatabase> seen = new ArrayList<>();

    @BeforeEach
    void forgetWhatEarlierTestsSaw() {
        seen.clear();
    }

    @Test
    void givesEachTestClassItsOwnDatabase() {
        run(ByConstructor.class, ByMethod.class);

        assertThat(seen).hasSize(2).extracting(PostgresDatabase::name).doesNotHaveDuplicates();
    }

    @Test
    void givesConstructorsAndMethodsTheSameDatabase() {
        run(Everywhere.class);

        assertThat(seen).hasSize(3).containsOnly(seen.get(0));
    }

    @Test
    void givesNestedClassesTheDatabaseAroundThem() {
        run(WithNestedClass.class);

        assertThat(seen).hasSize(2).containsOnly(seen.get(0));
    }

    @Test
    void isInherited() {
        run(Heir.class);

        assertThat(seen).hasSize(1);
    }

    @Test
    void namesTheDatabaseAfterTheTestClass() {
        run(ByMethod.class);

        assertThat(seen.get(0).name()).startsWith("test_bymethod_");
    }

    @Test
    void dropsTheDatabaseAfterTheTestClass() throws SQLException {
        run(ByMethod.class);

        var survivor = PostgresServer.shared().createDatabase("survivor");
        assertThat(Queries.strings(survivor.dataSource(), "SELECT datname FROM pg_database"))
                .contains(survivor.name())
                .doesNotContain(seen.get(0).name());
        survivor.close();
    }

    private static void run(Class<?>... testClasses) {
        var engine = EngineTestKit.engine("junit-jupiter");
        for (var testClass : testClasses) {
            engine.selectors(selectClass(testClass));
        }
        engine.execute().testEvents().assertStatistics(statistics -> statistics.failed(0));
    }

    @PostgresTest
    static class ByConstructor {

        ByConstructor(PostgresDatabase database) {
            seen.add(database);
        }

        @Test
        void test() {}
    }

    @PostgresTest
    static class ByMethod {

        @Test
        void test(PostgresDatabase database) {
            seen.add(database);
        }
    }

    static class Heir extends ByMethod {}

    @PostgresTest
    static class Everywhere {

        Everywhere(PostgresDatabase database) {
            seen.add(database);
        }

        @BeforeEach
        void before(PostgresDatabase database) {
            seen.add(database);
        }

        @Test
        void test(PostgresDatabase database) {
            seen.add(database);
        }
    }

    @PostgresTest
    static class WithNestedClass {

        @Test
        void test(PostgresDatabase database) {
            seen.add(database);
        }

        @Nested
        class Inner {

            @Test
            void test(PostgresDatabase database) {
                seen.add(database);
            }
        }
    }
}
