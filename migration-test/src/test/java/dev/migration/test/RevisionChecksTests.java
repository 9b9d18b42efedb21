// SPDX-License-Identifier: Apache-2.0
package dev.migration.test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

import dev.migration.schema.model.SchemaModel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

/** The ready-made tests fail where they should. */
class RevisionChecksTests {

    @Test
    void twoHeadsWhoseOrderMattersFail() {
        Events tests = run(TwoHeads.class);

        assertThat(failures(tests))
                .hasSize(3)
                .anySatisfy(failure -> assertThat(failure).contains("heads", "x", "y"))
                .anySatisfy(failure -> assertThat(failure).contains("x and y", "public.t.v"));
    }

    @Test
    void downgradesThatLeaveObjectsOrLoseRowsFailTheTestOfTheirRevision() {
        Events tests = run(Faulty.class);

        assertThat(tests.failed().stream()
                        .map(event -> event.getTestDescriptor().getDisplayName()))
                .containsExactlyInAnyOrder("f2", "f3", "anEmptyDatabaseIsUpgradedInTime(Migrations)");
        assertThat(failures(tests))
                .anySatisfy(failure -> assertThat(failure).contains("f2", "table public.u", "Rows", "public.t"))
                .anySatisfy(failure -> assertThat(failure).contains("f3", "irreversible()"));
    }

    @Test
    void aRevisionThatIsListedAsIrreversibleNeedsNoDowngrade() {
        assertThat(failures(run(Listed.class))).noneMatch(failure -> failure.contains("f3"));
    }

    @Test
    void aDowngradeThatLosesGeneratedRowsFailsUnlessItMay() {
        assertThat(failures(run(Losing.class)))
                .singleElement()
                .asString()
                .contains("revision b1", "public.tickets: title differs in 3 of 3 rows");
        assertThat(failures(run(MayLose.class))).isEmpty();
    }

    @Test
    void aRevisionThatIsSlowerOnGeneratedRowsThanItsLimitFails() {
        assertThat(failures(run(Slow.class)))
                .hasSize(2)
                .anySatisfy(failure -> assertThat(failure).contains("revision a1 on 0 generated rows"))
                .anySatisfy(failure -> assertThat(failure).contains("revision b1 on 300 generated rows"));
        assertThat(failures(run(InTime.class))).isEmpty();
    }

    @Test
    void anotherSchemaThanThatOfTheModelFails() {
        assertThat(failures(run(OtherModel.class)))
                .singleElement()
                .asString()
                .contains("the schema of tickets", "tickets");
    }

    @Test
    void aRevisionThatBlocksTheApplicationFailsTheLintOfItsTest() {
        Events tests = run(Linted.class);

        assertThat(tests.succeeded().stream()
                        .map(event -> event.getTestDescriptor().getDisplayName()))
                .containsExactly("a1");
        assertThat(failures(tests))
                .singleElement()
                .asString()
                .contains("revision b1", "tickets/b1.sql:", "create-index-blocking");
    }

    @Test
    void aModuleThatIsNotOnTheClassPathIsNamed() {
        assertThat(failures(run(UnknownModule.class)))
                .isNotEmpty()
                .allSatisfy(failure ->
                        assertThat(failure).contains("There is no module 'applicaton'. Did you mean 'application'?"));
    }

    private static Events run(Class<?> testClass) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(testClass))
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
                .execute()
                .testEvents();
    }

    private static List<String> failures(Events tests) {
        return tests.failed().stream().map(RevisionChecksTests::message).toList();
    }

    private static String message(Event event) {
        return event.getRequiredPayload(TestExecutionResult.class)
                .getThrowable()
                .orElseThrow()
                .toString();
    }

    @MigrationTest(locations = "classpath:dev/migration/test/branches")
    static class TwoHeads implements RevisionChecks {}

    @MigrationTest(locations = "classpath:dev/migration/test/faulty")
    static class Faulty implements RoundTripCheck, UpgradeCheck {

        @Override
        public Map<String, String> rowsAfter() {
            return Map.of("f1", "INSERT INTO t VALUES ('x')");
        }

        @Override
        public Duration upgradeLimit() {
            return Duration.ZERO;
        }
    }

    @MigrationTest(locations = "classpath:dev/migration/test/faulty")
    static class Listed implements RoundTripCheck {

        @Override
        public Set<String> irreversible() {
            return Set.of("f3");
        }
    }

    @MigrationTest(locations = "classpath:dev/migration/test/tickets", variables = "priority=normal")
    static class Losing implements RoundTripCheck {}

    @MigrationTest(locations = "classpath:dev/migration/test/tickets", variables = "priority=normal")
    static class MayLose implements RoundTripCheck {

        @Override
        public Set<String> mayLoseRows() {
            return Set.of("b1");
        }
    }

    @MigrationTest(locations = "classpath:dev/migration/test/tickets", variables = "priority=normal")
    static class Slow implements UpgradeTimeCheck {

        @Override
        public int rowsPerTable() {
            return 300;
        }

        @Override
        public Duration revisionLimit() {
            return Duration.ZERO;
        }
    }

    @MigrationTest(locations = "classpath:dev/migration/test/tickets", variables = "priority=normal")
    static class InTime implements UpgradeTimeCheck {

        @Override
        public Duration revisionLimit() {
            return Duration.ofHours(1);
        }
    }

    @MigrationTest(locations = "classpath:dev/migration/test/branches")
    static class OtherModel implements ModelCheck {

        @Override
        public SchemaModel model() {
            return new TicketSchema();
        }
    }

    @MigrationTest(locations = "classpath:dev/migration/test/branches", modules = "applicaton")
    static class UnknownModule implements UpgradeCheck {}

    @MigrationTest(locations = "classpath:dev/migration/test/tickets", variables = "priority=normal")
    static class Linted implements LintCheck {}
}
