// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.location;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.AbstractResource;
import org.springframework.core.io.InputStreamResource;

import dev.migration.revision.Revision;
import dev.migration.script.RevisionScript;
import dev.migration.script.ScriptFault;
import dev.migration.script.Variables;
import dev.migration.script.parse.ScriptParser;
import dev.migration.sql.SqlStatement;

import static dev.migration.script.load.Parsing.faults;
import static dev.migration.script.load.Parsing.parse;
import static dev.migration.script.load.Parsing.script;
import static dev.migration.script.load.Parsing.statements;
import static dev.migration.script.load.Parsing.utf8;
import static org.assertj.core.api.Assertions.assertThat;

class EncodingTests {

    private static final String SCRIPT = "-- Größe\n-- @revision a\n-- @upgrade\nSELECT 'ü', '\uD83D\uDE00';\n";
    private static final Charset LATIN_1 = StandardCharsets.ISO_8859_1;

    @Test
    void aScriptIsUtf8() {
        RevisionScript.Sql script = script(parse(utf8(SCRIPT)));

        assertThat(script.revision()).isEqualTo(Revision.of("a").message("Größe"));
        assertThat(statements(script.upgrade()))
                .extracting(SqlStatement::text)
                .containsExactly("SELECT 'ü', '\uD83D\uDE00'");
    }

    @Test
    void aByteOrderMarkIsSkipped() {
        RevisionScript.Sql marked = script(parse(utf8("\uFEFF" + SCRIPT)));
        RevisionScript.Sql plain = script(parse(utf8(SCRIPT)));

        assertThat(marked.revision()).isEqualTo(plain.revision());
        assertThat(marked.upgrade().start()).isEqualTo(plain.upgrade().start());
        assertThat(marked.upgrade().text()).isEqualTo(plain.upgrade().text());
        assertThat(marked.checksum()).isEqualTo(plain.checksum());
    }

    @Test
    void aFileMayContainOnlyAByteOrderMark() {
        assertThat(faults(parse(utf8("\uFEFF")))).isEqualTo(faults(""));
    }

    @Test
    void aByteOrderMarkInTheMiddleIsText() {
        assertThat(script(parse(utf8("-- @revision a\n-- @upgrade\nSELECT '\uFEFF'")))
                        .upgrade()
                        .text())
                .isEqualTo("\nSELECT '\uFEFF'");
    }

    /** Longer than every buffer, so that characters of each length are at their borders. */
    @Test
    void charactersOfAllLengthsStayAsTheyAre() {
        for (int shift = 0; shift < 16; shift++) {
            String text = "SELECT '" + "x".repeat(shift) + "aé€\uD83D\uDE00".repeat(5_000) + "'";

            assertThat(statements(script(parse(utf8("-- @revision a\n-- @upgrade\n" + text + ";\n")))
                            .upgrade()))
                    .extracting(SqlStatement::text)
                    .containsExactly(text);
        }
    }

    @Test
    void invalidUtf8IsReportedWithItsLine() {
        byte[] latin = "-- @revision a\n-- @upgrade\nSELECT 1,\n  'Größe';\n".getBytes(LATIN_1);

        assertThat(parse(latin).faults())
                .containsExactly(new ScriptFault("a.sql", 4, "This line is not UTF-8.", "Save the script as UTF-8."));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1_000, 8_150, 8_192, 30_000})
    void theLineIsRightAtAnyDistance(int length) {
        String before = "-- @revision a\n-- @upgrade\n" + "SELECT 1;\n".repeat(length / 10);

        assertThat(faults(parse((before + "SELECT 'ü';\n").getBytes(LATIN_1))))
                .containsExactly((length / 10 + 3) + ": This line is not UTF-8.");
    }

    @Test
    void faultsBeforeInvalidUtf8AreReportedToo() {
        assertThat(faults(parse("-- @revison a\n-- @upgrade\nSELECT 'ü'".getBytes(LATIN_1))))
                .containsExactly(
                        "1: '@revison' is not a directive. Did you mean 'revision'?", "3: This line is not UTF-8.");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8_150, 8_192, 30_000})
    void aZeroByteIsRefused(int length) {
        String before = "-- @revision a\n-- @upgrade\n" + "SELECT 1;\n".repeat(length / 10);

        assertThat(faults(parse(utf8(before + "SELECT '\0';\n"))))
                .containsExactly((length / 10 + 3) + ": This line is not UTF-8.");
    }

    @Test
    void aScriptInUtf16IsRefused() {
        assertThat(faults(parse(SCRIPT.getBytes(StandardCharsets.UTF_16))))
                .containsExactly("1: This line is not UTF-8.");
    }

    @Test
    void anIncompleteCharacterAtTheEndIsRefused() {
        byte[] whole = utf8("-- @revision a\n-- @upgrade\nSELECT 1; -- ü");
        byte[] cut = Arrays.copyOf(whole, whole.length - 1);

        assertThat(faults(parse(cut))).containsExactly("3: This line is not UTF-8.");
    }

    @Test
    void charactersMayCrossBufferBoundaries() {
        for (int shift = 0; shift < 4; shift++) {
            String text =
                    "-- @revision a\n-- @upgrade\nSELECT '" + "x".repeat(shift) + "\uD83D\uDE00ü€".repeat(5_000) + "'";

            assertThat("-- @revision a\n-- @upgrade"
                            + script(parse(utf8(text))).upgrade().text())
                    .isEqualTo(text);
        }
    }

    @Test
    void theInputMayReturnSingleBytes() throws IOException {
        byte[] bytes = utf8("\uFEFF" + SCRIPT);
        InputStream slow = new InputStream() {

            private int next;

            @Override
            public int read() {
                return next < bytes.length ? bytes[next++] & 0xFF : -1;
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                int value = read();
                if (value < 0) {
                    return -1;
                }
                target[offset] = (byte) value;
                return 1;
            }
        };
        char[] characters = new char[1_000];
        int count = 0;
        try (Utf8Input input = new Utf8Input(slow)) {
            for (int read = 0; read >= 0; read = input.read(characters, count, 1)) {
                count += read;
            }
        }

        assertThat(new String(characters, 0, count)).isEqualTo(SCRIPT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-- @revision a\n-- @upgrade\n", "-- @revision a\n-- @upgrade\nSELECT 'ü'"})
    void aFileIsClosedInEveryCase(String text) {
        boolean[] closed = {false};
        var bytes = new ByteArrayInputStream(text.getBytes(LATIN_1)) {

            @Override
            public void close() {
                closed[0] = true;
            }
        };
        ScriptParser.parse(new ResourceSource("a.sql", new InputStreamResource(bytes)), Variables.NONE);

        assertThat(closed[0]).isTrue();
    }

    @Test
    void aFileThatCannotBeReadIsAFault() {
        var unreadable = new AbstractResource() {

            @Override
            public String getDescription() {
                return "unreadable";
            }

            @Override
            public InputStream getInputStream() throws IOException {
                throw new IOException("Permission denied");
            }
        };

        assertThat(ScriptParser.parse(new ResourceSource("a.sql", unreadable), Variables.NONE)
                        .faults())
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.place()).isEqualTo("a.sql");
                    assertThat(fault.problem())
                            .startsWith("The script cannot be read: ")
                            .contains("Permission denied");
                });
    }
}
