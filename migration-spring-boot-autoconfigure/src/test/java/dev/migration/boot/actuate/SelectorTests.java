// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.actuate;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.migration.Migrator;
import dev.migration.boot.operation.Shop;
import dev.migration.boot.testing.EmptyDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

class SelectorTests extends EmptyDatabase {

    private static final String PRIMARY = "$.contexts.shop.databases.primary";
    private static final String SHOW_SQL = "--migration.endpoint.show-sql=always";

    @Test
    void showsCurrentHeadsAndPendingRevisions() throws Exception {
        try (var application = start("--migration.target=a1")) {
            DocumentContext current = get(application, "current");
            assertThat(current.<String>read(PRIMARY + ".status")).isEqualTo("PENDING");
            assertThat(current.<List<String>>read(PRIMARY + ".current")).containsExactly("a1");
            assertThat(get(application, "heads").<List<String>>read(PRIMARY + ".heads"))
                    .containsExactly("b2");
            assertThat(get(application, "pending").<List<String>>read(PRIMARY + ".pending[*].revision"))
                    .containsExactly("b2");
        }
    }

    @Test
    void showsAPageOfPendingRevisionsAndOfTheGraph() throws Exception {
        try (var application = start("--migration.on-startup=none")) {
            DocumentContext pending = get(application, "pending?limit=1&offset=1");
            assertThat(pending.<List<String>>read(PRIMARY + ".pending[*].revision"))
                    .containsExactly("b2");
            assertThat(pending.<Integer>read(PRIMARY + ".total")).isEqualTo(2);

            DocumentContext graph = get(application, "graph?limit=1");
            assertThat(graph.<List<String>>read(PRIMARY + ".nodes[*].revision")).containsExactly("b2");
            assertThat(graph.<List<String>>read(PRIMARY + ".edges[*].to")).containsExactly("a1");
            assertThat(graph.<Integer>read(PRIMARY + ".total")).isEqualTo(2);
            assertThat(get(application, "graph?offset=2").<List<String>>read(PRIMARY + ".nodes"))
                    .isEmpty();
        }
    }

    @Test
    void showsAPageOfTheHistory() throws Exception {
        try (var application = start()) {
            DocumentContext all = get(application, "history");
            assertThat(all.<List<String>>read(PRIMARY + ".history[*].revision")).containsExactly("b2", "a1");
            assertThat(all.<Integer>read(PRIMARY + ".total")).isEqualTo(2);
            assertThat(all.<Integer>read(PRIMARY + ".limit")).isEqualTo(50);

            DocumentContext second = get(application, "history?limit=1&offset=1");
            assertThat(second.<List<String>>read(PRIMARY + ".history[*].revision"))
                    .containsExactly("a1");
            assertThat(second.<Integer>read(PRIMARY + ".total")).isEqualTo(2);

            assertThat(get(application, "history?offset=2147483647").<List<String>>read(PRIMARY + ".history"))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=1001", "offset=-1", "limit=ten"})
    void refusesAnInvalidPageOfTheHistory(String query) throws Exception {
        try (var application = start()) {
            assertThat(answer(application, "history?" + query).statusCode()).isEqualTo(400);
        }
    }

    @Test
    void refusesAnUnknownNameWithARemedy() throws Exception {
        try (var application = start()) {
            HttpResponse<String> answer = answer(application, "nobody");

            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            DocumentContext problem = JsonPath.parse(answer.body());
            assertThat(problem.<String>read("$.detail")).contains("nobody");
            assertThat(problem.<String>read("$.remedy")).contains("current, heads, branches, pending");
            assertThat(answer(application, "%3Cscript%3E").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void showsTheGraphWithStatesAndEdgesOfBothKinds(@TempDir Path folder) throws Exception {
        write(folder, "c", "-- @revision c\n-- @depends-on a1\n-- @branch reports\n-- @upgrade\nSELECT 1;");
        try (var application =
                start("--migration.target=a1", "--migration.locations=classpath:db/revisions,filesystem:" + folder)) {
            DocumentContext graph = get(application, "graph");

            assertThat(graph.<Map<String, Object>>read(PRIMARY + ".nodes[2]"))
                    .containsEntry("revision", "a1")
                    .containsEntry("state", "APPLIED");
            assertThat(graph.<List<String>>read(PRIMARY + ".nodes[?(@.revision == 'b2')].state"))
                    .containsExactly("PENDING");
            assertThat(graph.<List<Map<String, String>>>read(PRIMARY + ".edges"))
                    .containsExactlyInAnyOrder(
                            Map.of("from", "b2", "to", "a1", "kind", "REVISES"),
                            Map.of("from", "c", "to", "a1", "kind", "DEPENDS_ON"));
        }
    }

    @Test
    void theGraphShowsRevisionsWithoutAScriptAndInterruptedRevisions() throws Exception {
        try (var application = start("--migration.target=a1")) {
            insert("z9", "APPLIED");
            insert("b2", "FAILED");
            DocumentContext graph = get(application, "graph");

            assertThat(graph.<List<String>>read(PRIMARY + ".nodes[?(@.revision == 'z9')].state"))
                    .containsExactly("UNKNOWN");
            assertThat(graph.<List<String>>read(PRIMARY + ".nodes[?(@.revision == 'b2')].state"))
                    .containsExactly("FAILED");
        }
    }

    @Test
    void showsEverythingAboutARevision() throws Exception {
        try (var application = start()) {
            DocumentContext revision = get(application, "b2");

            assertThat(revision.<String>read(PRIMARY + ".revision")).isEqualTo("b2");
            assertThat(revision.<String>read(PRIMARY + ".state")).isEqualTo("APPLIED");
            assertThat(revision.<List<String>>read(PRIMARY + ".revises")).containsExactly("a1");
            assertThat(revision.<String>read(PRIMARY + ".source")).endsWith("db/revisions/b2.sql");
            assertThat(revision.<String>read(PRIMARY + ".applied.appliedBy")).isEqualTo(database.username());
            assertThat(revision.<Map<String, Object>>read(PRIMARY + ".entries[0]"))
                    .containsEntry("operation", "UPGRADE")
                    .containsEntry("outcome", "APPLIED")
                    .doesNotContainKey("detail");
            assertThat(get(application, "a1").<List<String>>read(PRIMARY + ".children"))
                    .containsExactly("b2");
        }
    }

    @Test
    void findsARevisionByAUniquePrefixOfItsId(@TempDir Path folder) throws Exception {
        write(folder, "c", "-- @revision c0ffee1\n-- @revises b2\n-- @upgrade\nSELECT 1;");
        write(folder, "d", "-- @revision c0ffee2\n-- @revises c0ffee1\n-- @upgrade\nSELECT 1;");
        write(folder, "e", "-- @revision history\n-- @revises c0ffee2\n-- @upgrade\nSELECT 1;");
        try (var application = start("--migration.locations=classpath:db/revisions,filesystem:" + folder)) {
            assertThat(get(application, "histor").<String>read(PRIMARY + ".revision"))
                    .isEqualTo("history");
            HttpResponse<String> ambiguous = answer(application, "c0ff");
            assertThat(ambiguous.statusCode()).isEqualTo(404);
            assertThat(ambiguous.body()).contains("c0ffee1").contains("c0ffee2");
        }
    }

    @Test
    void showsSqlOnlyIfThatIsPermitted() throws Exception {
        try (var application = start()) {
            assertThat(answer(application, "a1").body())
                    .doesNotContain("CREATE TABLE")
                    .doesNotContain("\"sql\"");
        }
        try (var application = start("--migration.endpoint.show-sql=when-authorized")) {
            assertThat(answer(application, "a1").body()).doesNotContain("CREATE TABLE");
        }
        try (var application = start(SHOW_SQL)) {
            DocumentContext revision = get(application, "a1");
            assertThat(revision.<String>read(PRIMARY + ".sql.from")).isEqualTo("DATABASE");
            assertThat(revision.<String>read(PRIMARY + ".sql.upgrade")).contains("CREATE TABLE");
            assertThat(revision.<String>read(PRIMARY + ".sql.downgrade")).contains("DROP TABLE");
        }
    }

    @Test
    void showsMessagesOfTheServerOnlyIfSqlIsShown(@TempDir Path folder) throws Exception {
        write(folder, "c", "-- @revision c\n-- @revises b2\n-- @upgrade\nSELECT 1 / 0;");
        String locations = "--migration.locations=classpath:db/revisions,filesystem:" + folder;
        try (var application = start(locations, "--migration.target=b2")) {
            assertThatException()
                    .isThrownBy(() -> application.getBean(Migrator.class).upgrade("heads"));
            assertThat(get(application, "c").<String>read(PRIMARY + ".entries[0].outcome"))
                    .isEqualTo("FAILED");
            assertThat(answer(application, "c").body()).doesNotContain("division by zero");
        }
        try (var application = start(locations, "--migration.target=b2", SHOW_SQL)) {
            assertThat(get(application, "c").<String>read(PRIMARY + ".entries[0].detail"))
                    .contains("division by zero");
            assertThat(get(application, "c").<String>read(PRIMARY + ".sql.from"))
                    .isEqualTo("SCRIPT");
        }
    }

    @Test
    void showsTheLockHolderAndItsBlockers() throws Exception {
        try (var application = start();
                var holder = database.dataSource().getConnection();
                var statement = holder.createStatement()) {
            assertThat(get(application, "lock").<Object>read(PRIMARY + ".holder"))
                    .isNull();
            assertThat(get(application, "lock").<List<Object>>read(PRIMARY + ".waiters"))
                    .isEmpty();
            statement.execute("SET application_name = 'migration 1/2 c (other)'");
            statement.execute("SELECT pg_advisory_lock(" + migrationKey() + ")");

            DocumentContext lock = get(application, "lock");

            assertThat(lock.<String>read(PRIMARY + ".holder.application")).isEqualTo("migration 1/2 c (other)");
            assertThat(lock.<String>read(PRIMARY + ".holder.user")).isEqualTo(database.username());
            assertThat(lock.<Map<String, Object>>read(PRIMARY + ".holder")).doesNotContainKey("statement");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"current", "heads", "branches", "pending", "history", "lock", "graph", "runs", "b2"})
    void answersWithTheLastKnownStateIfTheDatabaseCannotBeReached(String selector) throws Exception {
        try (var application = start(SHOW_SQL)) {
            get(application, "current");
            database.close();

            DocumentContext answer = get(application, selector);

            assertThat(answer.<String>read(PRIMARY + ".error")).contains(database.name());
        } finally {
            database.reset();
        }
    }

    @Test
    void showsOnlyTheKindOfFailureToUsersWhoMayNotSeeSql() {
        try (var application = start()) {
            get(application, "current");
            database.close();

            assertThat(get(application, "current").<String>read(PRIMARY + ".error"))
                    .isEqualTo("Database unavailable (SQLSTATE 3D000).");
        } finally {
            database.reset();
        }
    }

    @Test
    void showsBranchPoints(@TempDir Path folder) throws Exception {
        write(folder, "a", "-- Base\n--\n-- @revision a\n\n-- @upgrade\nSELECT 1;\n");
        write(folder, "b", "-- Bills\n--\n-- @revision b\n-- @revises a\n-- @branch bills\n\n-- @upgrade\nSELECT 1;\n");
        write(folder, "c", "-- Search\n--\n-- @revision c\n-- @revises a\n\n-- @upgrade\nSELECT 1;\n");
        try (var application = start("--migration.locations=filesystem:" + folder)) {
            DocumentContext branches = get(application, "branches");

            assertThat(branches.<List<String>>read(PRIMARY + ".branchPoints[*].revision"))
                    .containsExactly("a");
            assertThat(branches.<List<String>>read(PRIMARY + ".branchPoints[0].children[*].revision"))
                    .containsExactly("b", "c");
            assertThat(branches.<List<String>>read(PRIMARY + ".branchPoints[0].children[0].branches"))
                    .containsExactly("bills");
        }
    }

    @Test
    void writesTheSqlOfARangeForUsersWhoMaySeeIt() throws Exception {
        try (var application = start(SHOW_SQL)) {
            DocumentContext sql = get(application, "sql?from=a1");
            assertThat(sql.<List<String>>read(PRIMARY + ".revisions")).containsExactly("b2");
            assertThat(sql.<String>read(PRIMARY + ".sql")).contains("colour").doesNotContain("CREATE TABLE things");
            assertThat(get(application, "sql").<List<String>>read(PRIMARY + ".revisions"))
                    .containsExactly("a1", "b2");
            assertThat(answer(application, "sql?to=nobody").statusCode()).isEqualTo(404);
        }
        try (var application = start()) {
            assertThat(answer(application, "sql").statusCode()).isEqualTo(403);
        }
    }

    @Test
    void onlyTheGraphIsAvailableForGraphviz() {
        try (var application = start()) {
            assertThat(dot(application, "current").statusCode()).isEqualTo(406);
            assertThat(dot(application, "graph").body()).startsWith("digraph migrations {");
            assertThat(answer(application, "graph").body()).startsWith("{");
        }
    }

    private static HttpResponse<String> dot(ConfigurableApplicationContext application, String selector) {
        return Shop.get(application, "migrations/" + selector, "Accept", "text/vnd.graphviz");
    }

    /** The key of the migration lock, computed as in MigrationLock. */
    private static long migrationKey() throws Exception {
        byte[] hash = java.security.MessageDigest.getInstance("SHA-256")
                .digest("dev.migration:\"public\".\"migration_revision\""
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return java.nio.ByteBuffer.wrap(hash).getLong();
    }

    private void insert(String revision, String state) {
        JdbcClient.create(database.dataSource())
                .sql("""
                        INSERT INTO migration_revision (revision, down_revisions, depends_on, branch_labels, replaces,
                            message, type, state, step, applied_at, duration_millis, applied_by, host, application, tool_version)
                        VALUES (?, '{a1}', '{}', '{}', '{}', '', 'SQL', ?, 1, now(), 0, 'me', 'here', 'shop', '1')""")
                .params(revision, state)
                .update();
    }

    private static void write(Path folder, String name, String text) throws IOException {
        Files.writeString(folder.resolve(name + ".sql"), text);
    }

    private ConfigurableApplicationContext start(String... arguments) {
        return Shop.start(database, WebApplicationType.SERVLET, Application.class, arguments);
    }

    private static DocumentContext get(ConfigurableApplicationContext application, String selector) {
        HttpResponse<String> answer = answer(application, selector);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonPath.parse(answer.body());
    }

    private static HttpResponse<String> answer(ConfigurableApplicationContext application, String selector) {
        return Shop.get(application, "migrations/" + selector);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}
}
