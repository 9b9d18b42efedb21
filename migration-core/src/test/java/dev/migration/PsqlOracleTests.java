// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.Psql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/** psql interprets a script as its author meant it: the migrator must produce the same result. */
class PsqlOracleTests extends MigratorTestBase {

    private static final String CATALOG = """
            SELECT concat_ws(' ', 'relation', n.nspname, relname, relkind, obj_description(c.oid, 'pg_class'))
              FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE %1$s
            UNION ALL SELECT concat_ws(' ', 'column', n.nspname, relname, attnum, attname, format_type(atttypid, atttypmod),
                attnotnull, pg_get_expr(adbin, adrelid))
              FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid JOIN pg_namespace n ON n.oid = relnamespace
              LEFT JOIN pg_attrdef d ON adrelid = attrelid AND adnum = attnum WHERE attnum > 0 AND %1$s
            UNION ALL SELECT concat_ws(' ', 'routine', pg_get_functiondef(p.oid))
              FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace WHERE prokind IN ('f', 'p') AND n.nspname !~ '^pg_|^inf'
            UNION ALL SELECT concat_ws(' ', 'rule', pg_get_ruledef(r.oid))
              FROM pg_rewrite r JOIN pg_class c ON c.oid = ev_class JOIN pg_namespace n ON n.oid = relnamespace WHERE %1$s
            UNION ALL SELECT concat_ws(' ', 'trigger', pg_get_triggerdef(t.oid))
              FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid JOIN pg_namespace n ON n.oid = relnamespace WHERE %1$s
            UNION ALL SELECT concat_ws(' ', 'rows', relname, query_to_xml(format('SELECT * FROM %%I.%%I AS r ORDER BY r::text',
                n.nspname, relname), true, false, '')::text)
              FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE relkind = 'r' AND %1$s
            ORDER BY 1""".formatted("n.nspname !~ '^pg_|^inf' AND relname !~ '^migration'");

    /** The hazards, and the files of the folder {@code -Dhazards.dir}: any SQL that psql accepts. */
    static Stream<Arguments> hazards() throws IOException {
        Map<String, String> hazards = new LinkedHashMap<>(Hazards.all());
        String folder = System.getProperty("hazards.dir");
        if (folder != null) {
            hazards.clear();
            try (Stream<Path> files = Files.list(Path.of(folder))) {
                for (Path file : files.sorted().toList()) {
                    hazards.put(file.getFileName().toString(), Files.readString(file));
                }
            }
        }
        return hazards.entrySet().stream().map(hazard -> Arguments.of(hazard.getKey(), hazard.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hazards")
    void makesOfItWhatPsqlMakesOfIt(String name, String hazard) throws Exception {
        String script = "-- " + name + "\n-- @revision a\n-- @upgrade\n" + hazard;
        revisions.write("a", script);

        migrator().upgrade("heads");

        assertThat(catalog(database)).isEqualTo(catalogByPsql(script));
    }

    @Test
    void byteOrderMarkIsNoPartOfAScript() throws Exception {
        String script = "\uFEFF-- @revision a\n-- @upgrade\nCREATE TABLE t (a int);";
        revisions.write("a", script);

        migrator().upgrade("heads");

        assertThat(catalog(database)).isNotEmpty().isEqualTo(catalogByPsql(script));
    }

    private List<String> catalogByPsql(String script) throws Exception {
        try (PostgresDatabase oracle = database.createDatabase()) {
            Psql.Ended ended = new Psql(directory, Map.of("PGCLIENTENCODING", "UTF8")).run(oracle, script);
            assumeThat(ended.said())
                    .as("This psql does not know \\restrict, which newer ones write into dumps")
                    .doesNotContain("invalid command \\restrict");
            ended.succeeded();
            return catalog(oracle);
        }
    }

    static List<String> catalog(PostgresDatabase place) {
        return JdbcClient.create(place.dataSource())
                .sql(CATALOG)
                .query(String.class)
                .list();
    }
}
