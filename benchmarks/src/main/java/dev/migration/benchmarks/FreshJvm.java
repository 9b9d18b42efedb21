// SPDX-License-Identifier: Apache-2.0
package dev.migration.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Measures the first call in a JVM of its own. */
final class FreshJvm {

    private FreshJvm() {}

    /** Measures the call, without the start of the JVM. */
    static Sample measure(Contender contender, Workload workload, Address database, Path folder)
            throws IOException, InterruptedException {
        String output = ChildProcess.output(contender.name(), start(contender, workload, database, folder));
        return Sample.parse(output.substring(output.lastIndexOf('\n') + 1));
    }

    /** Starts the call. */
    static Process start(Contender contender, Workload workload, Address database, Path folder) throws IOException {
        List<String> arguments = new ArrayList<>(contender.jvmOptions(workload));
        arguments.addAll(List.of(FreshJvm.class.getName(), contender.name(), workload.name(), folder.toString()));
        arguments.addAll(database.arguments());
        return ChildProcess.start(folder, Map.of(), ChildProcess.java(contender.classPath(), arguments));
    }

    /** Prints what one call used. */
    public static void main(String[] arguments) throws Exception {
        Benchmarks.silenceLogs();
        Contender contender = Contender.named(arguments[0]);
        Path folder = Path.of(arguments[2]);
        Address database = new Address(arguments[3], arguments[4], arguments[5]);
        Sample sample = Workload.valueOf(arguments[1]) == Workload.TENANTS_200
                ? Sample.of(() -> contender.upgradeTenants(database, folder, Tenants.names()))
                : Sample.of(() -> contender.upgrade(database, folder));
        System.out.println(sample.toLine());
        // Some tools leave threads behind.
        System.exit(0);
    }
}
