// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.migration.test.postgres.Psql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/** The data of a COPY arrive byte for byte as psql sends them, online and as a text for psql. */
class CopyLineEndTests extends MigratorTestBase {

    private static final String ROWS =
            "SELECT coalesce(string_agg(quote_nullable(a) || quote_nullable(b), '|' ORDER BY ctid), '')" + " FROM t";

    /** The COPY with its data, and the rows that psql 15 and a server of version 15 make of it. */
    static Stream<Arguments> copies() {
        Map<String, String> copies = new LinkedHashMap<>();
        copies.put("COPY t FROM STDIN (FORMAT csv);\n1,\"x\r\ny\"\n\\.\n", "'1''x\r\ny'");
        copies.put("COPY t FROM STDIN (FORMAT csv);\r\n1,\"x\r\ny\"\r\n2,z\r\n\\.\r\n", "'1''x\r\ny'|'2''z'");
        copies.put("COPY t FROM STDIN (FORMAT csv);\r\n1,\"x\ny\"\r\n\\.\r\n", "'1''x\ny'");
        copies.put("COPY t FROM STDIN (FORMAT csv);\n1,\"x\ry\"\n\\.\n", "'1''x\ry'");
        copies.put("COPY t FROM STDIN (FORMAT csv);\n1,\"x\r\r\n\"\n2,\n\\.\n", "'1''x\r\r\n'|'2'NULL");
        copies.put("COPY t FROM STDIN (FORMAT csv, HEADER);\r\na,b\r\n1,\"\r\n\"\r\n\\.\r\n", "'1''\r\n'");
        copies.put(
                "COPY t FROM STDIN (FORMAT csv, QUOTE '''', ESCAPE '#', DELIMITER ';', NULL 'nil');\n1;'x#'\r\ny'\nnil;'\\'\n\\.\n",
                "'1''x''\r\ny'|NULLE'\\\\'");
        copies.put("COPY t FROM STDIN;\r\n1\tx\r\n2\ty\r\n\\.\r\n", "'1''x'|'2''y'");
        copies.put("COPY t FROM STDIN (DELIMITER '|');\n1|x\\r\\ny\n\\.\n", "'1''x\r\ny'");
        copies.put("COPY t FROM STDOUT;\n1\tx\n\\.\n", "'1''x'");
        copies.put("COPY t FROM STDIN; /* rows */ -- follow\n1\tx\n\\.\n", "'1''x'");
        copies.put(
                "COPY t FROM STDIN;\n-- @downgrade\tx\n-- @downgrade\t\n\\.\n", "'-- @downgrade''x'|'-- @downgrade'''");
        copies.put(
                "COPY t (a) FROM STDIN;\n-- @downgrade\n-- @upgrade\n\\.\n", "'-- @downgrade'NULL|'-- @upgrade'NULL");
        copies.put("COPY t FROM STDIN (FORMAT csv);\r\n1,x\r\n2,y", "'1''x'|'2''y'");
        copies.put("COPY t FROM STDIN;\n1\tx\n2\ty", "'1''x'|'2''y'");
        return copies.entrySet().stream()
                .map(copy -> Arguments.of(copy.getKey(), copy.getValue().replace("NULL", "")));
    }

    @ParameterizedTest
    @MethodSource("copies")
    void dataArriveAsTheyAre(String copy, String rows) {
        revisions.write("a", script(copy));

        migrator().upgrade("heads");

        assertThat(rows()).isEqualTo(rows);
    }

    @ParameterizedTest
    @MethodSource("copies")
    void aTextForPsqlHasThemAsTheyAre(String copy, String rows) {
        revisions.write("a", script(copy));
        StringBuilder text = new StringBuilder();
        Revisions.load(settings()).upgradeSql("heads", text);

        psql(text.toString());

        assertThat(rows()).isEqualTo(rows);
    }

    @ParameterizedTest
    @MethodSource("copies")
    void psqlItselfSendsThemSo(String copy, String rows) {
        psql(script(copy));

        assertThat(rows()).isEqualTo(rows);
    }

    private static String script(String copy) {
        return "-- @revision a\n-- @upgrade\nCREATE TABLE t (a text, b text);\n" + copy;
    }

    private String rows() {
        return text(ROWS).replace("NULL", "");
    }

    /** Before version 18, psql sends the end mark to the server, which takes it for data of a CSV since version 18. */
    private void psql(String text) {
        Psql.Ended ended = new Psql(directory).run(database, text);
        boolean newer = text("SELECT current_setting('server_version_num')::int >= 180000")
                .equals("t");
        assumeThat(newer && text.contains("csv") && (ended.exitCode() != 0 || rows().contains("\\.")))
                .as("This psql is older than the server: " + ended.said())
                .isFalse();
        ended.succeeded();
    }
}
