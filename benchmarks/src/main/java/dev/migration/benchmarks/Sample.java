// SPDX-License-Identifier: Apache-2.0
package dev.migration.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What one call used.
 *
 * @param millis its time
 * @param cpuMillis the processor time of its process; 0 if it is not known
 * @param residentMegabytes the largest resident memory of its process; 0 if it is not known
 */
record Sample(double millis, double cpuMillis, double residentMegabytes) {

    private static final double NANOS = 1e6;

    /** Something that is measured. */
    @FunctionalInterface
    interface Action {
        void run() throws Exception;
    }

    /** Measures a call in this JVM. */
    static Sample of(Action action) throws Exception {
        long cpu = processCpuNanos();
        long start = System.nanoTime();
        action.run();
        double millis = (System.nanoTime() - start) / NANOS;
        return new Sample(
                millis,
                (processCpuNanos() - cpu) / NANOS,
                residentMegabytes(ProcessHandle.current().pid()));
    }

    /** The values as a line of text. */
    String toLine() {
        return millis + " " + cpuMillis + " " + residentMegabytes;
    }

    static Sample parse(String line) {
        List<Double> values =
                List.of(line.split(" ")).stream().map(Double::valueOf).toList();
        return new Sample(values.get(0), values.get(1), values.get(2));
    }

    /** The largest resident memory of a process so far; 0 if the system does not tell. */
    static double residentMegabytes(long process) {
        try (var lines = Files.lines(Path.of("/proc/" + process + "/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | java.io.UncheckedIOException ended) {
            return 0;
        }
    }

    private static long processCpuNanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }
}
