// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

import dev.migration.test.recording.StatementRecorder;

import static org.assertj.core.api.Assertions.assertThat;

/** The statements that these tests let the application run, and {@code survive} with a revision that breaks some of them. */
@SupportTest
class SurvivalTests {

    @TempDir
    private static Path folder;

    private final SupportApi api;
    private final StatementRecorder recorder;
    private final Environment environment;

    @Autowired
    SurvivalTests(RestTestClient client, StatementRecorder recorder, Environment environment) {
        this.api = new SupportApi(client);
        this.recorder = recorder;
        this.environment = environment;
    }

    @DynamicPropertySource
    static void recordStatements(DynamicPropertyRegistry properties) {
        properties.add("migration.test.statements", SurvivalTests::statements);
    }

    @Test
    void statementsThatARevisionWouldBreakAreNamed() throws Exception {
        assertThat(api.get("/api/reports/summary")).hasStatusOk();
        api.openTicket("No sound");
        recorder.write();
        Path revisions = Files.createDirectory(folder.resolve("revisions"));
        Files.writeString(revisions.resolve("next01.sql"), """
                -- @revision next01
                -- @revises zd004
                -- @upgrade
                ALTER TABLE tickets RENAME COLUMN priority TO urgency;
                """);

        String report = survive(revisions);

        assertThat(recorder.statements())
                .anyMatch(statement -> statement.startsWith("insert into tickets"))
                .noneMatch(statement -> statement.contains("migration_"));
        assertThat(report)
                .containsPattern("breaks +next01 +insert into tickets .* statements.sql:\\d+")
                .contains("column \"priority\" of relation \"tickets\" does not exist (SQLSTATE 42703)")
                .doesNotContain("insert into users")
                .doesNotContain("cannot be prepared before the upgrade");
    }

    private String survive(Path revisions) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SupportApplication.class.getName(),
                        "migrations",
                        "survive",
                        "--statements",
                        statements(),
                        "--location",
                        "classpath:db/revisions",
                        "--location",
                        "filesystem:" + revisions,
                        property("url"),
                        property("username"),
                        property("password")))
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return printed;
    }

    private static String statements() {
        return folder.resolve("statements.sql").toString();
    }

    private String property(String name) {
        String key = "spring.datasource." + name;
        return "--" + key + "=" + environment.getProperty(key);
    }
}
