// SPDX-License-Identifier: Apache-2.0
package dev.migration.sql;

import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RedactionTests {

    private static final String SECRET = "hunter2";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE ROLE app LOGIN PASSWORD 'hunter2'",
                "CREATE USER app PASSWORD 'hunter2' VALID UNTIL '2030-01-01'",
                "ALTER ROLE app WITH ENCRYPTED PASSWORD 'hunter2'",
                "ALTER USER app WITH\n  UNENCRYPTED\n  PASSWORD\n  'hunter2'",
                "alter group app password 'hunter2'",
                "ALTER ROLE app PASSWORD /* now */ 'hunter2'",
                "ALTER ROLE app PASSWORD -- now\n 'hunter2'",
                "ALTER ROLE app PASSWORD E'hunter2'",
                "ALTER ROLE app PASSWORD E'hunter2\\n'",
                "ALTER ROLE app PASSWORD U&'hunter2'",
                "ALTER ROLE app PASSWORD $$hunter2$$",
                "ALTER ROLE app PASSWORD $x$hunter2$x$",
                "ALTER ROLE app PASSWORD 'more'\n'hunter2'",
                "ALTER ROLE app PASSWORD 'it''s hunter2'",
                "ALTER ROLE app PASSWORD hunter2",
                "ALTER ROLE app PASSWORD 'hunter2",
                "ALTER ROLE \"PASSWORD\" PASSWORD 'hunter2'",
                "CREATE USER MAPPING FOR app SERVER s OPTIONS (user 'app', password 'hunter2')",
                "ALTER USER MAPPING FOR app SERVER s OPTIONS (SET password 'hunter2')",
                "CREATE USER MAPPING FOR app SERVER s OPTIONS (token 'hunter2')",
                "CREATE SERVER s FOREIGN DATA WRAPPER w OPTIONS (host 'h', api_key 'hunter2')",
                "ALTER SERVER s OPTIONS (ADD api_key 'hunter2')",
                "CREATE FOREIGN DATA WRAPPER w OPTIONS (secret 'hunter2')",
                "CREATE SUBSCRIPTION s CONNECTION 'host=h password=hunter2' PUBLICATION p",
                "ALTER SUBSCRIPTION s CONNECTION $$host=h password=hunter2$$",
                "SELECT dblink_connect('host=h user=u password=hunter2')",
                "SELECT public.dblink_connect_u('c', 'host=h password=''hunter2''')",
                "SELECT * FROM dblink('dbname=d password=hunter2', 'SELECT 1') AS t(a int)",
                "SELECT \"dblink_exec\"('c', 'ALTER ROLE x PASSWORD ''hunter2''')",
                "SELECT connect('postgresql://u:hunter2@h/db')",
                "SELECT connect('postgresql://h/db?user=u&password=hunter2')",
                "SELECT connect('host=h password = hunter2 user=u')",
                "ALTER SYSTEM SET primary_conninfo = 'host=h password=hunter2'",
                "UPDATE users SET password = 'hunter2'",
                "UPDATE users SET hash = crypt('hunter2', gen_salt('bf'))",
                "SELECT pgp_sym_decrypt(data, 'hunter2') FROM t",
                "SET app.password = 'hunter2'",
                "SET app.db_password TO 'hunter2'",
                "DO $$ BEGIN ALTER ROLE app PASSWORD 'hunter2'; END $$",
                "DO $$ BEGIN EXECUTE 'ALTER ROLE app PASSWORD ''hunter2'''; END $$",
                "DO $$ BEGIN EXECUTE format('ALTER ROLE %I PASSWORD %L', 'app', 'hunter2'); END $$",
                "DO $$ BEGIN EXECUTE 'ALTER ROLE app PASSWORD ' || quote_literal('hunter2'); END $$",
                "DO $$ DECLARE v_password text := 'hunter2'; BEGIN NULL; END $$",
                "DO 'BEGIN ALTER ROLE app PASSWORD ''hunter2''; END'",
                "DO E'BEGIN ALTER ROLE app PASSWORD \\'hunter2\\'; END'",
                "CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $f$ ALTER ROLE app PASSWORD 'hunter2' $f$",
                "-- ALTER ROLE app PASSWORD 'hunter2'\nSELECT 1",
                "/* ALTER ROLE app PASSWORD 'hunter2' */ SELECT 1",
                "SELECT 1; ALTER ROLE app PASSWORD 'hunter2'; SELECT 2",
                "ERROR: SQL statement \"ALTER ROLE app PASSWORD 'hunter2'\"",
                "SQL statement \"ALTER ROLE \"app\" PASSWORD 'hunter2'\"\nPL/pgSQL function inline_code_block line 1",
                "the server can't run ALTER ROLE app PASSWORD 'hunter2'",
                "invalid connection string \"host=h password=hunter2\"",
            })
    void aSecretIsNotShown(String sql) {
        assertThat(Redaction.NONE.of(sql)).doesNotContain(SECRET).contains(Redaction.MARK);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER ROLE app PASSWORD NULL",
                "CREATE TABLE users (id int, password text NOT NULL, note text DEFAULT 'none')",
                "SET password_encryption = 'scram-sha-256'",
                "ALTER ROLE app VALID UNTIL '2030-01-01'",
                "SELECT 'a', connection, 'b' FROM t",
                "INSERT INTO t VALUES ('the password is in the vault')",
                "COMMENT ON COLUMN users.password IS NULL",
                "GRANT SELECT (password) ON users TO app",
                "SELECT 'https://example.com/a:b'",
            })
    void whatIsNoSecretStays(String sql) {
        assertThat(Redaction.NONE.of(sql)).isEqualTo(sql);
    }

    @Test
    void theRestOfTheStatementStays() {
        assertThat(Redaction.NONE.of("CREATE ROLE app PASSWORD 'hunter2' VALID UNTIL '2030-01-01'; SELECT 'x'"))
                .isEqualTo("CREATE ROLE app PASSWORD '***' VALID UNTIL '2030-01-01'; SELECT 'x'");
    }

    @Test
    void aPlaceIsTheSameCharacter() {
        String sql = "ALTER ROLE app PASSWORD 'hunter2' FOO";

        Redaction.Marked marked = Redaction.NONE.at(sql, sql.indexOf("FOO"));

        assertThat(marked.text().substring(marked.offset())).isEqualTo("FOO");
    }

    @Test
    void aKnownValueIsNotShownAnywhere() {
        Redaction redaction = new Redaction(Set.of("s3cret", "ab"));

        assertThat(redaction.of("RAISE 's3cret'; table s3crets, cab, 'ab'"))
                .isEqualTo("RAISE '***'; table ***s, cab, '***'");
    }

    @Test
    void aMessageThatRepeatsASecretOfTheStatementIsRedacted() {
        Redaction redaction = Redaction.NONE.with("ALTER ROLE app PASSWORD 'it''s hunter2'");

        assertThat(redaction.of("syntax error at or near \"it's hunter2\"")).doesNotContain(SECRET);
    }

    @Test
    void aStatementThatTheServerHasCutOffShowsNoBeginOfASecret() {
        Redaction redaction = new Redaction(Set.of("two  words", "hunter2-s3cret"));
        String statement = "SELECT id, 'two  words'\n FROM t WHERE " + "x".repeat(80) + " = 'hunter2-s3cr";

        assertThat(redaction.excerpt(statement, 200))
                .isEqualTo("SELECT id, '***' FROM t WHERE " + "x".repeat(80) + " = '");
        assertThat(redaction.excerpt("SELECT 'hunter2-s3c", 200)).isEqualTo("SELECT 'hunter2-s3c");
        assertThat(redaction.excerpt("SELECT 'hunter2-s3cret'", 12)).isEqualTo("SELECT '***'");
    }
}
