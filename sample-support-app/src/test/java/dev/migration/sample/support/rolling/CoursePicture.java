// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.rolling;

import java.util.List;
import java.util.Locale;

/** Deployments as one SVG, with the same scale of time. */
final class CoursePicture {

    private static final int LEFT = 190;
    private static final int WIDTH = 760;
    private static final int HEIGHT = 64;
    private static final int GAP = 12;

    private final StringBuilder svg = new StringBuilder();
    private final double seconds;
    /** Where the next part is drawn. */
    private double top = 28;

    private CoursePicture(List<Course> courses) {
        this.seconds = courses.stream().mapToDouble(Course::seconds).max().orElse(1);
    }

    static String of(List<Course> courses) {
        var picture = new CoursePicture(courses);
        courses.forEach(picture::draw);
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %.0f" font-family="sans-serif" font-size="13">
                <rect width="100%%" height="100%%" fill="white"/>
                %s</svg>
                """.formatted(LEFT + WIDTH + 20, picture.top, picture.svg);
    }

    private void draw(Course course) {
        add(
                "<text x=\"10\" y=\"%.1f\" font-size=\"16\" font-weight=\"bold\">%s: %,d of %,d requests failed, the slowest took %,.0f ms"
                        + "</text>",
                top, course.name(), course.failures().size(), course.requests().size(), course.worstMillis());
        top += 26;
        var begin = top;
        Strip.of(course).forEach(this::strip);
        var number = 1;
        for (var phase : course.phases()) {
            phase(phase, number++, begin);
        }
        top += 24;
        legend(course.phases());
        top += 30;
    }

    private void strip(Strip strip) {
        add("<text x=\"10\" y=\"%.1f\">%s</text>", top + HEIGHT / 2.0 + 4, strip.title());
        for (var mark : strip.axis().marks()) {
            var y = top + HEIGHT * (1 - strip.axis().share(mark));
            add(
                    "<path d=\"M%d %.1fh%d\" stroke=\"#ddd\"/><text x=\"%d\" y=\"%.1f\" font-size=\"9\" text-anchor=\"end\">%,d</text>",
                    LEFT, y, WIDTH, LEFT - 4, y + 3, mark);
        }
        strip.bySecond().forEach((second, value) -> {
            var height = HEIGHT * strip.axis().share(value);
            if (height > 0) {
                add(
                        "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>",
                        x(second), top + HEIGHT - height, Math.max(1, x(1) - x(0) - 0.4), height, strip.color());
            }
        });
        add("<path d=\"M%d %.1fh%d\" stroke=\"#555\"/>", LEFT, top + HEIGHT, WIDTH);
        top += HEIGHT + GAP;
    }

    private void phase(Phase phase, int number, double begin) {
        add(
                "<path d=\"M%.1f %.1fV%.1f\" stroke=\"#555\" stroke-dasharray=\"3 3\"/>",
                x(phase.begin()), begin - 12, top - GAP);
        add("<text x=\"%.1f\" y=\"%.1f\" font-weight=\"bold\">%d</text>", x(phase.begin()) + 3, begin - 2, number);
        if (phase.end() - phase.begin() > seconds / 25) {
            add(
                    "<text x=\"%.1f\" y=\"%.1f\" font-size=\"10\">%.0f s</text>",
                    x(phase.begin()) + 2, top + 2, phase.begin());
        }
    }

    private void legend(List<Phase> phases) {
        for (var index = 0; index < phases.size(); index++) {
            add(
                    "<text x=\"%d\" y=\"%.1f\">%d  %s</text>",
                    10 + index % 3 * 320, top, index + 1, phases.get(index).name());
            if (index % 3 == 2 || index == phases.size() - 1) {
                top += 18;
            }
        }
    }

    private double x(double second) {
        return LEFT + WIDTH * second / seconds;
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
