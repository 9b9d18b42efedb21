// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.io.IOException;
import java.nio.file.Path;

/** A program that migrates the database of a test in a JVM of its own. */
final class ChildProcess {

    private ChildProcess() {}

    /** @param program a class whose main method calls {@link #migrator} with its arguments */
    static ProcessBuilder of(MigratorTestBase test, Class<?> program, String jvmOption) {
        return new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                jvmOption,
                "-cp",
                System.getProperty("java.class.path"),
                program.getName(),
                test.database.url(),
                test.database.username(),
                test.database.password(),
                test.revisions.location());
    }

    /** Starts a program whose output goes to {@code child.txt}. */
    static Process start(MigratorTestBase test, Class<?> program) throws IOException {
        return of(test, program, "-XX:TieredStopAtLevel=1")
                .redirectErrorStream(true)
                .redirectOutput(test.directory.resolve("child.txt").toFile())
                .start();
    }

    /** The migrator of the program. */
    static Migrator migrator(String[] arguments) {
        return Migrator.builder()
                .dataSource(MigratorTestBase.source(arguments[0], arguments[1], arguments[2]))
                .settings(MigrationSettings.defaults().toBuilder()
                        .locations(arguments[3])
                        .build())
                .build();
    }
}
