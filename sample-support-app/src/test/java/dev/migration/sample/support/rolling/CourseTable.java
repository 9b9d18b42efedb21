// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.rolling;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Deployments as tables of Markdown: a line for each phase, and one for all. */
final class CourseTable {

    private static final String HEADER = """
            | phase | seconds | requests | failed | slowest, ms | 99 % within, ms | longest wait for a lock, ms |
            |---|---|---|---|---|---|---|
            """;

    private CourseTable() {}

    static String of(List<Course> courses) {
        return courses.stream().map(CourseTable::of).collect(Collectors.joining("\n"));
    }

    private static String of(Course course) {
        var phases = course.phases().stream().map(phase -> line(course.during(phase), phase.name()));
        return "**" + course.name() + "**\n\n" + HEADER
                + Stream.concat(phases, Stream.of(line(course, "**all**"))).collect(Collectors.joining())
                + firstFailure(course);
    }

    private static String line(Course course, String name) {
        var begin = course.phases().get(0).begin();
        return String.format(
                Locale.ROOT,
                "| %s | %.0f | %,d | %,d | %,.0f | %,.0f | %,.0f |%n",
                name,
                course.seconds() - begin,
                course.requests().size(),
                course.failures().size(),
                course.worstMillis(),
                course.percentile99(),
                course.longestWaitMillis());
    }

    private static String firstFailure(Course course) {
        return course.failures().stream()
                .findFirst()
                .flatMap(Request::failure)
                .map(failure -> "\nThe first failure: `" + failure + "`\n")
                .orElse("");
    }
}
