// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.importer.alembic;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PythonHeaderTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "down = ('a', \"b\")",
                "down: Union[str, Sequence[str], None] = ['a', 'b']",
                "down: \"Tuple = x\" = (\n    'a',  # the first\n    'b',\n)  # both",
                "x = {'y': (1, [2])}\ndown = {'a', r'b'}\r\n",
                "def f():\n    down = 'z'\ndown = 'a', 'b'",
                "x = '''\ndown = 'z'\n'''\ndown = (\"\"\"a\"\"\", u'b')",
                "down = 'z'\ndown = ('a', \\\n 'b')"
            })
    void stringsOfEveryFormAreRead(String text) {
        assertThat(PythonHeader.read(text).values("down")).contains(List.of("a", "b"));
    }

    @Test
    void noneIsAnEmptyList() {
        assertThat(PythonHeader.read("down: str | None = None\n").values("down"))
                .contains(List.of());
        assertThat(PythonHeader.read("down = ()").values("down")).contains(List.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "down == 'a'",
                "down = other",
                "down = 'a' + other",
                "down = f'{a}'",
                "down = ('a', *more)",
                "down = ('a',) + more",
                "down = 'a' if b else None",
                "down = Nonesuch",
                "down = 'z'\ndown = other",
                "# down = 'a'",
                "'''down = 'a'",
                "down = (",
                "down",
                "",
                "down: '",
                "(",
                "\\"
            })
    void otherValuesAreNotRead(String text) {
        assertThat(PythonHeader.read(text).values("down")).isEmpty();
    }

    @Test
    void theDocstringIsTheFirstString() {
        assertThat(PythonHeader.read("#!/usr/bin/python\n\n\"\"\"add \\\"x\\\"\n\nRevises: 'a'\n\"\"\"\n")
                        .docstring())
                .contains("add \"x\"\n\nRevises: 'a'\n");
        assertThat(PythonHeader.read("import os\n'not this'\n").docstring()).isEqualTo(Optional.empty());
    }
}
