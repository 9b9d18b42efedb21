// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.rolling;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Replaces a column of a large table by another one while instances of the old and of the new version run, and takes it back.
 * {@code demo/rolling.sh} runs the long form.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class RollingDeploymentIT {

    private static final Scale SHORT = new Scale(2, 20_000, 2, 20);

    private static final Scale LONG =
            new Scale(3, Integer.getInteger("rolling.tickets", 300_000), Integer.getInteger("rolling.rate", 5), 400);

    @TempDir
    private Path folder;

    @Test
    void noRequestFailsDuringExpansionContractionAndTheWayBack() throws Exception {
        var course = measure(SHORT, Deployment::expandAndContract);

        assertThat(course.failures()).isEmpty();
        assertThat(course.requests()).hasSizeGreaterThan(80);
    }

    @Test
    @Tag("slow")
    void bothWaysAreMeasured() throws Exception {
        var ours = measure(LONG, Deployment::expandAndContract);
        var naive = measure(LONG, Deployment::replaceAtOnce);

        var output = Files.createDirectories(Path.of("target", "rolling"));
        Files.writeString(output.resolve("rolling.md"), CourseTable.of(List.of(ours, naive)));
        Files.writeString(output.resolve("rolling.svg"), CoursePicture.of(List.of(ours, naive)));
        System.out.println("Written to " + output.toAbsolutePath() + ": rolling.md and rolling.svg");
        assertThat(ours.failures()).isEmpty();
        assertThat(naive.failures()).isNotEmpty();
    }

    private Course measure(Scale scale, Way way) throws Exception {
        try (PostgresDatabase database = PostgresServer.shared().createDatabase("rolling");
                var deployment = Deployment.begin(folder, scale, database)) {
            return way.measure(deployment);
        }
    }

    /** A way to change the schema. */
    @FunctionalInterface
    private interface Way {

        Course measure(Deployment deployment) throws Exception;
    }
}
