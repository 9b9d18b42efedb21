// SPDX-License-Identifier: Apache-2.0
package dev.migration.script;

import java.io.UncheckedIOException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

import dev.migration.script.location.ScriptSource;
import dev.migration.sql.Position;
import dev.migration.sql.SqlInput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(value = 10, threadMode = ThreadMode.SEPARATE_THREAD)
class SqlSectionTests {

    @Test
    void aSectionIsAPartOfItsSource() {
        SqlSection section = new SqlSection(ScriptSource.of("a.sql", "0123456789"), new Position(3, 1, 4), 6, true);

        assertThat(section.text()).isEqualTo("345");
    }

    @Test
    void aSectionCanBeReadAgain() {
        SqlSection section = SqlSection.of("a", "SELECT 1");

        assertThat(section.text()).isEqualTo(section.text()).isEqualTo("SELECT 1");
    }

    @Test
    void aSectionMayBeginAtALargeOffset() {
        String text = "x".repeat(20_000) + "SELECT 1" + "y".repeat(20_000);

        assertThat(new SqlSection(ScriptSource.of("a.sql", text), new Position(20_000, 1, 20_001), 20_008, true).text())
                .isEqualTo("SELECT 1");
    }

    @Test
    void aSectionMayBeLarge() {
        String text = "SELECT 1;\n".repeat(5_000);

        assertThat(SqlSection.of("a", text).text()).isEqualTo(text);
    }

    @Test
    void theSourceIsClosedWithTheSection() {
        Closing source = new Closing("SELECT 1");
        new SqlSection(source, new Position(3, 1, 4), 6, true).text();

        assertThat(source.closed).isTrue();
    }

    @Test
    void aSourceThatBecameShorterIsAFailure() {
        SqlSection section = new SqlSection(ScriptSource.of("a.sql", "SELECT"), new Position(7, 1, 8), 9, true);

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(section::open)
                .withMessageContaining("'a.sql' became shorter");
    }

    @Test
    void aSourceThatBecameShorterIsClosed() {
        Closing source = new Closing("SELECT");
        SqlSection section = new SqlSection(source, new Position(7, 1, 8), 9, true);

        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(section::open);
        assertThat(source.closed).isTrue();
    }

    /** Records whether its inputs were closed. */
    private static final class Closing implements ScriptSource {

        private final String text;
        private boolean closed;

        Closing(String text) {
            this.text = text;
        }

        @Override
        public String name() {
            return "a.sql";
        }

        @Override
        public SqlInput open() {
            SqlInput input = SqlInput.of(text);
            return new SqlInput() {

                @Override
                public int read(char[] target, int offset, int length) {
                    return input.read(target, offset, length);
                }

                @Override
                public void close() {
                    closed = true;
                }
            };
        }
    }
}
