// SPDX-License-Identifier: Apache-2.0
package dev.migration.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

import tools.jackson.databind.json.JsonMapper;

/**
 * All results of one run.
 *
 * @param environment Java, server and processors
 * @param contenders the names of the columns; the others are compared with the first one
 */
record Report(String environment, List<String> contenders, List<Result> results, List<TripCount> roundTrips) {

    /** Writes {@code results.json}, {@code results.md} and {@code results.svg}. */
    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve("results.json"),
                JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(this));
        Files.writeString(folder.resolve("results.md"), tables());
        Files.writeString(folder.resolve("results.svg"), new Chart(contenders, results).svg());
    }

    /** Tables in Markdown: medians of the times, processor times, memory and round trips. */
    String tables() {
        return environment + "\n\n" + times() + "\n"
                + table("processor time of the process (ms)", Sample::cpuMillis) + "\n"
                + table("resident memory (MB)", Sample::residentMegabytes) + "\n"
                + TripCount.table(roundTrips);
    }

    private String times() {
        String rows = results.stream()
                .map(result -> contenders.stream()
                        .map(name -> time(result, name))
                        .collect(Collectors.joining(" | ", "| " + result.title() + " | ", " |\n")))
                .collect(Collectors.joining());
        return header("time") + rows;
    }

    private String table(String title, ToDoubleFunction<Sample> value) {
        String rows = results.stream()
                .filter(result -> result.median(contenders.get(0), value) > 0)
                .map(result -> contenders.stream()
                        .map(name -> number(result.median(name, value)))
                        .collect(Collectors.joining(" | ", "| " + result.title() + " | ", " |\n")))
                .collect(Collectors.joining());
        return header(title) + rows;
    }

    private String header(String title) {
        return "| " + title + " | " + String.join(" | ", contenders) + " |\n|---|" + "---|".repeat(contenders.size())
                + "\n";
    }

    private static String number(double value) {
        return Double.isNaN(value) || value == 0 ? "–" : String.format(Locale.ROOT, "%.0f", value);
    }

    private String time(Result result, String contender) {
        double median = result.median(contender, Sample::millis);
        if (Double.isNaN(median)) {
            return "–";
        }
        return contender.equals(contenders.get(0))
                ? String.format(Locale.ROOT, "%.0f ms", median)
                : String.format(Locale.ROOT, "%.2f× (%.0f ms)", result.ratio(contender, contenders.get(0)), median);
    }
}
