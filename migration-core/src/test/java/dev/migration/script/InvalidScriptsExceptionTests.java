// SPDX-License-Identifier: Apache-2.0
package dev.migration.script;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class InvalidScriptsExceptionTests {

    @Test
    void thePlaceHasTheFormThatEditorsRecognise() {
        assertThat(new ScriptFault("db/a.sql", 7, "", "").place()).isEqualTo("db/a.sql:7");
    }

    @Test
    void aFaultWithoutALineHasTheFileAsItsPlace() {
        assertThat(new ScriptFault("db/a.sql", 0, "", "").place()).isEqualTo("db/a.sql");
    }

    @Test
    void oneFaultIsReportedInOneSentence() {
        var exception = new InvalidScriptsException(List.of(new ScriptFault("a.sql", 3, "It is wrong.", "Mend it.")));

        assertThat(exception.problem().lines())
                .containsExactly("A revision script has a fault; nothing was run:", "  a.sql:3  It is wrong.");
        assertThat(exception.remedy()).isEqualTo("Mend it.");
    }

    @Test
    void severalFaultsAreReportedInLines() {
        var exception = new InvalidScriptsException(List.of(
                new ScriptFault("a.sql", 3, "It is wrong.", "Mend it."),
                new ScriptFault("b.sql", 0, "It is bad.", "Delete it.")));

        assertThat(exception.problem().lines())
                .containsExactly(
                        "The revision scripts have 2 faults; nothing was run:",
                        "  a.sql:3  It is wrong.",
                        "  b.sql  It is bad.");
        assertThat(exception.remedy().lines()).containsExactly("", "  a.sql:3  Mend it.", "  b.sql  Delete it.");
    }
}
