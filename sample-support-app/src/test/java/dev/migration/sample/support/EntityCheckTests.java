// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresServer;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code java -jar app.jar migrations check}: the entities of the application and its revisions. */
class EntityCheckTests {

    private static final String ENTITIES = "the model, the entities, in";

    @TempDir
    Path folder;

    @Test
    void theRevisionsMeanTheEntities() throws Exception {
        assertThat(check("--location", "classpath:db/revisions"))
                .contains("The revisions mean what the model is: the entities.");
    }

    @Test
    void aConstantThatOnlyTheEntityHasIsSeen() throws Exception {
        FileSystemUtils.copyRecursively(Path.of("src/main/resources/db/revisions"), folder);
        Path first = folder.resolve("2025-01-15_def456_create_users_and_tickets.sql");
        Files.writeString(
                first, Files.readString(first).replace("role IN ('agent', 'customer')", "role IN ('customer')"));

        assertThat(check("--location", "filesystem:" + folder))
                .contains(ENTITIES + " 1 object:", "~ constraint public.users.users_role_check", "'agent'");
    }

    @Test
    void aRoleThatMayNotCreateDatabasesChecksOnAnEmbeddedServer() throws Exception {
        try (PostgresDatabase database = PostgresServer.shared().createDatabase("check")) {
            JdbcClient owner = JdbcClient.create(database.dataSource());
            String role = "application_" + database.name();
            owner.sql("CREATE ROLE " + role + " LOGIN PASSWORD 'a'").update();
            try {
                assertThat(check(database, List.of(role, "a"), "--location", "classpath:db/revisions"))
                        .contains(
                                "Scratch databases are created on an embedded PostgreSQL",
                                "The revisions mean what the model is: the entities.");
            } finally {
                owner.sql("DROP ROLE " + role).update();
            }
        }
    }

    private static String check(String... arguments) throws IOException, InterruptedException {
        try (PostgresDatabase database = PostgresServer.shared().createDatabase("check")) {
            return check(database, List.of(database.username(), database.password()), arguments);
        }
    }

    private static String check(PostgresDatabase database, List<String> login, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                SupportApplication.class.getName(),
                "migrations",
                "check",
                "--spring.datasource.url=" + database.url(),
                "--spring.datasource.username=" + login.get(0),
                "--spring.datasource.password=" + login.get(1)));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        process.waitFor();
        return printed;
    }
}
