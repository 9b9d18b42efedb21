// SPDX-License-Identifier: Apache-2.0
package dev.migration.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import tools.jackson.databind.json.JsonMapper;

/**
 * All results of one run.
 *
 * @param environment Java, server and processors
 */
record Report(String environment, List<Result> results) {

    /** Writes {@code results.json} and {@code results.md}. */
    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve("results.json"),
                JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(this));
        Files.writeString(folder.resolve("results.md"), table());
    }

    /** A table in Markdown: medians, and multiples of the driver alone. */
    String table() {
        List<String> contenders = Contender.all().stream().map(Contender::name).toList();
        String rule = contenders.stream().map(name -> "---").collect(Collectors.joining("|", "|---|", "|\n"));
        String rows = results.stream().map(result -> row(result, contenders)).collect(Collectors.joining());
        return environment + "\n\n| workload | " + String.join(" | ", contenders) + " |\n" + rule + rows;
    }

    private static String row(Result result, List<String> contenders) {
        return contenders.stream()
                .map(name -> cell(result, name, contenders.get(0)))
                .collect(Collectors.joining(" | ", "| " + result.workload() + " | ", " |\n"));
    }

    private static String cell(Result result, String contender, String base) {
        double median = result.median(contender);
        if (Double.isNaN(median)) {
            return "–";
        }
        return contender.equals(base)
                ? String.format(Locale.ROOT, "%.0f ms", median)
                : String.format(Locale.ROOT, "%.1f× (%.0f ms)", result.ratio(contender, base), median);
    }
}
