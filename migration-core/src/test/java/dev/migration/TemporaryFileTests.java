// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.migration.execution.failure.RevisionFailedException;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Large scripts are stored from temporary files, which never outlive the attempt. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class TemporaryFileTests extends MigratorTestBase {

    @Test
    void failedAttemptsLeaveNoTemporaryFiles() throws Exception {
        List<Path> before = temporaryFiles();
        String noise = new Random(1).ints(60_000).mapToObj(Integer::toHexString).collect(joining());
        revisions.irreversible("a", "", "SELECT 1; -- " + noise + "\nDO $$ BEGIN RAISE serialization_failure; END $$;");
        revisions.irreversible("b", "a", "SELECT 1; -- " + noise + "\nVACUUM; SELECT 1/0;");
        revisions.write("hook", "-- @hook after-revision\nSELECT 1/0;");
        Migrator migrator = builder()
                .settings(settings().toBuilder().retryFor(Duration.ofSeconds(1)).build())
                .build();

        assertThatExceptionOfType(RevisionFailedException.class).isThrownBy(() -> migrator.upgrade("a"));
        migrator.stamp("a");
        assertThatExceptionOfType(RevisionFailedException.class).isThrownBy(() -> migrator.upgrade("heads"));
        sql("UPDATE migration_revision SET step = 2");
        assertThatExceptionOfType(RevisionFailedException.class).isThrownBy(() -> migrator.upgrade("heads"));

        assertThat(temporaryFiles()).isEqualTo(before);
    }

    private static List<Path> temporaryFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.toString().endsWith(".sql.gz"))
                    .sorted()
                    .toList();
        }
    }
}
