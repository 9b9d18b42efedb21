// SPDX-License-Identifier: Apache-2.0
package dev.migration.script;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.migration.script.load.Parsing.faults;
import static dev.migration.script.load.Parsing.parse;
import static org.assertj.core.api.Assertions.assertThat;

class VariablesTests {

    private static final Variables VARIABLES =
            Variables.of(Map.of("schema", "support", "app.owner-1", "o", "odd", "a$1\\b"));

    @Test
    void usesAreReplacedByValues() {
        assertThat(VARIABLES.replaceIn("${schema}.t_${app.owner-1}_x '${schema}'"))
                .isEqualTo("support.t_o_x 'support'");
    }

    @Test
    void valuesAreInsertedUnchanged() {
        assertThat(VARIABLES.replaceIn("${odd}")).isEqualTo("a$1\\b");
    }

    @Test
    void withoutVariablesNothingIsReplaced() {
        assertThat(Variables.NONE.replaceIn("${schema}")).isEqualTo("${schema}");
    }

    @Test
    void withoutVariablesEveryNameIsText() {
        assertThat(faults("-- @revision a\n-- @upgrade\nSELECT '${x}', '${', $$ ${y} $$;"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"$schema", "$ {schema}", "#{schema}", "{schema}", "${}", "${1}", "${schema", "${a b}"})
    void onlyADollarAndANameInBracesIsAUse(String text) {
        assertThat(VARIABLES.replaceIn(text)).isEqualTo(text);
    }

    @Test
    void definedNamesAreNoFault() {
        assertThat(faults(parse("-- @revision a\n-- @upgrade\nSELECT '${b}', t_${b}, ${b};", Map.of("b", "c"))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-- for ${x}\n", "/* ${x} */", "COPY t FROM STDIN;\n${x}\n\\.\n"})
    void namesInCommentsAndDataAreText(String text) {
        String script = "-- @revision a\n-- @upgrade\nSELECT 1\n;" + text;

        assertThat(faults(parse(script, Map.of("b", "c")))).isEmpty();
        assertThat(VARIABLES.replaceIn(text)).isEqualTo(text);
    }
}
