// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.migration.cli.CommandLineJar.Ended;
import dev.migration.cli.CommandLineJar.Running;
import dev.migration.test.postgres.OwnServer;

import static org.assertj.core.api.Assertions.assertThat;

/** Deployments with the packaged jar. Only what needs a process of its own; {@link DeployTests} has the rest. */
class DeployIT extends AbstractJarTests {

    @Test
    void aTerminatedDeploymentKeepsWhatIsCommitted() throws Exception {
        jar.table("a", "").revision("b", "a", "CREATE TABLE b (); SELECT pg_sleep(300);", "DROP TABLE b;");
        Running deployment = jar.start("deploy");
        deployment.awaitLine("Applied a");

        deployment.process().destroy();
        Ended ended = deployment.await();

        assertThat(ended.err()).contains("stopped", "kept: a", "deploy --rollback -1", "is at a.");
    }

    @Test
    void aDeploymentWithoutTheLockHasExitCodeFour() throws Exception {
        jar.write("a", "-- @revision a\n-- @upgrade\nSELECT pg_sleep(300);\n");
        Files.writeString(directory.resolve("hasty.properties"), "migration.lock.wait=0s\n");
        Running first = jar.start("deploy");
        first.awaitLine("Upgrade from base to a");

        jar.runJar("--config", "hasty.properties", "deploy").refused(4, "pid");
        // Long enough for each of the steps before it on a slow machine: they have the same limit.
        jar.runJar("deploy", "--time-limit", "20s").refused(4, "pid");

        first.process().destroy();
        first.await();
    }

    @Test
    void connectForWaitsForAStartingServer(@TempDir Path folder) throws Exception {
        jar.table("a", "");
        try (OwnServer server = OwnServer.create(folder)) {
            CommandLineJar late = new CommandLineJar(
                    directory,
                    Map.of("DATABASE_URL", "postgres://postgres:geheim@localhost:" + server.port() + "/postgres"));
            late.runJar("deploy", "--connect-for", "1s").refused(1, "reached");
            Running deployment = late.start("deploy", "--connect-for", "60s");

            server.start();

            assertThat(deployment.await().well().out()).contains("Deployed.");
        }
    }
}
