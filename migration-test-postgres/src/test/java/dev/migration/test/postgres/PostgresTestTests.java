// SPDX-License-Identifier: Apache-2.0
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

    private static final List<PostgresDatabase> injected = new ArrayList<>();

    @BeforeEach
    void clearDatabasesOfEarlierTests() {
        injected.clear();
    }

    @Test
    void injectsADatabaseForEachTestClass() {
        run(ByConstructor.class, ByMethod.class);

        assertThat(injected).hasSize(2).extracting(PostgresDatabase::name).doesNotHaveDuplicates();
    }

    @Test
    void injectsTheSameDatabaseIntoConstructorsAndMethods() {
        run(Everywhere.class);

        assertThat(injected).hasSize(3).containsOnly(injected.get(0));
    }

    @Test
    void injectsTheDatabaseOfTheEnclosingClassIntoNestedClasses() {
        run(WithNestedClass.class);

        assertThat(injected).hasSize(2).containsOnly(injected.get(0));
    }

    @Test
    void isInherited() {
        run(Heir.class);

        assertThat(injected).hasSize(1);
    }

    @Test
    void namesTheDatabaseAfterTheTestClass() {
        run(ByMethod.class);

        assertThat(injected.get(0).name()).startsWith("test_bymethod_");
    }

    @Test
    void dropsTheDatabaseAfterTheTestClass() throws SQLException {
        run(ByMethod.class);

        var survivor = PostgresServer.shared().createDatabase("survivor");
        assertThat(Queries.strings(survivor.dataSource(), "SELECT datname FROM pg_database"))
                .contains(survivor.name())
                .doesNotContain(injected.get(0).name());
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
            injected.add(database);
        }

        @Test
        void test() {}
    }

    @PostgresTest
    static class ByMethod {

        @Test
        void test(PostgresDatabase database) {
            injected.add(database);
        }
    }

    static class Heir extends ByMethod {}

    @PostgresTest
    static class Everywhere {

        Everywhere(PostgresDatabase database) {
            injected.add(database);
        }

        @BeforeEach
        void before(PostgresDatabase database) {
            injected.add(database);
        }

        @Test
        void test(PostgresDatabase database) {
            injected.add(database);
        }
    }

    @PostgresTest
    static class WithNestedClass {

        @Test
        void test(PostgresDatabase database) {
            injected.add(database);
        }

        @Nested
        class Inner {

            @Test
            void test(PostgresDatabase database) {
                injected.add(database);
            }
        }
    }
}
