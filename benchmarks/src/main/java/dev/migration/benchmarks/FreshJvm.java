// SPDX-License-Identifier: Apache-2.0
package dev.migration.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Measures the first call in a JVM of its own. */
final class FreshJvm {

    private FreshJvm() {}

    /** The nanoseconds of the call, without the start of the JVM. */
    static long measure(Contender contender, Address database, Path folder) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                FreshJvm.class.getName(),
                contender.name(),
                folder.toString()));
        command.addAll(database.arguments());
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(contender.name() + " failed: " + output);
        }
        return Long.parseLong(output.substring(output.lastIndexOf('\n') + 1));
    }

    /** Prints the nanoseconds of one upgrade. */
    public static void main(String[] arguments) throws Exception {
        Benchmarks.silenceLogs();
        Contender contender = Contender.named(arguments[0]);
        Address database = new Address(arguments[2], arguments[3], arguments[4]);
        long start = System.nanoTime();
        contender.upgrade(database, Path.of(arguments[1]));
        System.out.println(System.nanoTime() - start);
    }
}
