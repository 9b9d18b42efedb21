// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Every row of the tables that say what becomes of a project has the test that is named here: a new row fails without one. */
class DocumentedRowsTests {

    private static final String FLYWAY = "ImportFlywayTests#";
    private static final String LIQUIBASE = "ImportLiquibaseTests#";
    private static final String ROWS = "ImportedRowsTests#";

    @Test
    void whatBecomesOfAFlywayProjectIsTested() throws Exception {
        Map<String, String> tests = new LinkedHashMap<>();
        tests.put("`V…`", FLYWAY + "versionsKeepFlywaysOrder");
        tests.put("`U…`", "ComingFromFlywayPageTests#everyCommandPrintsTheOutputOfThePage");
        tests.put("`R…`", FLYWAY + "aProjectOfThirtyScriptsContinuesHere");
        tests.put(
                "`.sql.conf` with `executeInTransaction=false`",
                ROWS + "callbacksAreOmittedAndOtherSettingsOfAScriptAreRefused");
        tests.put("`${name}`", FLYWAY + "placeholdersBecomeVariables");
        tests.put("a baseline row", FLYWAY + "versionsUpToTheBaselineCountAsApplied");
        tests.put("a baseline script (`B…`) that created the database", ROWS + "aBaselineScriptIsTheFirstRevision");
        tests.put(
                "a version that was never applied, below an applied one",
                FLYWAY + "aSkippedVersionComesAfterTheAppliedOnes");
        tests.put("undone versions, rows deleted by `repair`", ROWS + "undoneAndRepairedVersionsAreNotApplied");
        tests.put("callbacks", ROWS + "callbacksAreOmittedAndOtherSettingsOfAScriptAreRefused");
        tests.put(
                "another encoding, prefix, separator, suffix",
                "ImportFlywayNamingTests#configuredPrefixesSeparatorAndSuffixesAreUsed");

        assertTested("coming-from-flyway.md", "| Flyway | becomes |", tests);
    }

    @Test
    void whatBecomesOfALiquibaseProjectIsTested() throws Exception {
        String marked = ROWS + "markedAndTaggedChangeSetsAreReported";
        String skipped = LIQUIBASE + "changeSetsThatLiquibaseSkipsAreLeftOut";
        Map<String, String> tests = new LinkedHashMap<>();
        tests.put("a change set", LIQUIBASE + "aProjectOfThirtyChangeSetsContinuesHere");
        tests.put("its id", LIQUIBASE + "rollbacksBecomeDowngrades");
        tests.put("`--comment`", LIQUIBASE + "rollbacksBecomeDowngrades");
        tests.put("`--rollback`, `/* liquibase rollback … */`", LIQUIBASE + "rollbacksBecomeDowngrades");
        tests.put("`runInTransaction:false`", LIQUIBASE + "rollbacksBecomeDowngrades");
        tests.put("`runOnChange:true`", LIQUIBASE + "runOnChangeIsARepeatableIfNoLaterChangeSetUsesIt");
        tests.put("`runAlways:true`", LIQUIBASE + "whatRunsAlwaysBecomesARevisionAndAHook");
        tests.put("`endDelimiter`", LIQUIBASE + "delimitersBecomeSemicolons");
        tests.put("`splitStatements`, `stripComments`", LIQUIBASE + "aProjectOfThirtyChangeSetsContinuesHere");
        tests.put("`context`, `labels`", skipped);
        tests.put("`dbms` without PostgreSQL, `ignore:true`", skipped);
        tests.put("preconditions, `failOnError:false`", marked);
        tests.put("`MARK_RAN`", marked);
        tests.put("tags", marked);
        tests.put("`--property`, `${name}`", LIQUIBASE + "problemsHaveTheLinesOfTheChangeLog");
        tests.put("a row without a change set", LIQUIBASE + "allProblemsAreReportedTogetherAndNothingIsWritten");

        assertTested("coming-from-liquibase.md", "| Liquibase | becomes |", tests);
    }

    private static void assertTested(String page, String header, Map<String, String> tests) throws Exception {
        assertThat(rows(Path.of("../docs", page), header)).containsExactlyElementsOf(tests.keySet());
        for (String test : tests.values()) {
            String[] parts = test.split("#");
            assertThat(Arrays.stream(Class.forName("dev.migration.cli." + parts[0])
                                    .getDeclaredMethods())
                            .filter(method -> method.isAnnotationPresent(Test.class)
                                    || method.isAnnotationPresent(ParameterizedTest.class))
                            .map(method -> method.getName()))
                    .as(test)
                    .contains(parts[1]);
        }
    }

    /** The first cells of the table with this header. */
    private static List<String> rows(Path page, String header) throws IOException {
        List<String> lines = Files.readAllLines(page);
        return lines.subList(lines.indexOf(header) + 2, lines.size()).stream()
                .takeWhile(line -> line.startsWith("| "))
                .map(line -> line.substring(2, line.indexOf(" | ")))
                .toList();
    }
}
