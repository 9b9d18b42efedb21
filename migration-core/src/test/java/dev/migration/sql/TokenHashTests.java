// SPDX-License-Identifier: Apache-2.0
package dev.migration.sql;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TokenHashTests {

    private static final String SCRIPT = "ALTER TABLE a ADD b int DEFAULT 'c d';\nSELECT -1;\n";

    @Test
    void startsWithTheVersionOfTheAlgorithm() {
        assertThat(TokenHash.of(SCRIPT)).matches("v1:[0-9a-f]{64}");
    }

    @Test
    void theAlgorithmDoesNotChange() {
        // Existing databases store this value. A change of the algorithm needs the prefix v2.
        assertThat(TokenHash.of("SELECT 1;"))
                .isEqualTo("v1:2e9be1158eacad299f315900d905445fecfcf452feebd7560b51595484d69f2c");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE a ADD b int DEFAULT 'c d'; SELECT -1;",
                "\n\n ALTER\tTABLE a\n ADD b int\n DEFAULT 'c d' ;\n\n\nSELECT - 1 ;",
                "-- new\nALTER TABLE a ADD b int DEFAULT 'c d'; -- old\n SELECT -1;",
                "/* x /* y */ */ALTER/**/TABLE/* ; */a ADD b int DEFAULT 'c d';SELECT -1;",
                "ALTER TABLE a ADD b int DEFAULT 'c d';\r\nSELECT -1;\r\n",
                "\\restrict aB3\nALTER TABLE a ADD b int DEFAULT 'c d';\nSELECT -1;\n\\unrestrict aB3\n"
            })
    void differencesThatTheServerDoesNotSeeDoNotCount(String same) {
        assertThat(TokenHash.of(same)).isEqualTo(TokenHash.of(SCRIPT));
    }

    @Test
    void lineEndsWithinAFunctionBodyDoNotCount() {
        assertThat(TokenHash.of("DO $$\r\nBEGIN\r\nEND\r\n$$")).isEqualTo(TokenHash.of("DO $$\nBEGIN\nEND\n$$"));
    }

    @Test
    void aLoneCarriageReturnInALiteralCounts() {
        assertThat(TokenHash.of("SELECT 'a\rb'")).isNotEqualTo(TokenHash.of("SELECT 'a\nb'"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE a ADD b int DEFAULT 'c  d';\nSELECT -1;",
                "ALTER TABLE a ADD b int DEFAULT 'c D';\nSELECT -1;",
                "ALTER TABLE a ADD c int DEFAULT 'c d';\nSELECT -1;",
                "ALTER TABLE \"a\" ADD b int DEFAULT 'c d';\nSELECT -1;",
                "ALTER TABLE a ADD b bigint DEFAULT 'c d';\nSELECT -1;",
                "ALTER TABLE a ADD b int DEFAULT 'c d';\nSELECT 1;",
                "ALTER TABLE a ADD b int DEFAULT 'c d' SELECT -1;",
                "ALTER TABLE a ADD b int DEFAULT 'c d';",
                "SELECT -1; ALTER TABLE a ADD b int DEFAULT 'c d';",
                "ALTER TABLE a ADD b int DEFAULT 'c d';\nSELECT -1; SELECT 2;"
            })
    void differencesThatTheServerSeesCount(String other) {
        assertThat(TokenHash.of(other)).isNotEqualTo(TokenHash.of(SCRIPT));
    }

    @Test
    void theEndOfATokenCounts() {
        List<String> scripts = List.of("ab c", "a bc", "abc", "a b c", "'a' 'b'", "'a''b'", "E'a'", "E 'a'");

        assertThat(scripts.stream().map(TokenHash::of)).doesNotHaveDuplicates();
    }

    @Test
    void aCommentInALiteralCounts() {
        assertThat(TokenHash.of("SELECT '/* a */'")).isNotEqualTo(TokenHash.of("SELECT '/* b */'"));
    }

    @Test
    void dataOfACopyCount() {
        Stream<String> scripts = Stream.of(
                "COPY t FROM STDIN;\na\nb\n\\.\n",
                "COPY t FROM STDIN;\na\nc\n\\.\n",
                "COPY t FROM STDIN;\nab\n\\.\n",
                "COPY t FROM STDIN;\na \nb\n\\.\n",
                "COPY t FROM STDIN;\n-- a\nb\n\\.\n");

        assertThat(scripts.map(TokenHash::of)).doesNotHaveDuplicates();
    }

    @Test
    void lineEndsBetweenDataDoNotCount() {
        assertThat(TokenHash.of("COPY t FROM STDIN;\r\na\r\nb\r\n\\.\r\n"))
                .isEqualTo(TokenHash.of("COPY t FROM STDIN;\na\nb\n\\.\n"));
    }

    @Test
    void theTextAroundAVariableCounts() {
        assertThat(TokenHash.of("SELECT a_${b}")).isNotEqualTo(TokenHash.of("SELECT a_ ${b}"));
    }
}
