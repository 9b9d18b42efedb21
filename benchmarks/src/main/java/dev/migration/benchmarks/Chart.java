// SPDX-License-Identifier: Apache-2.0
package dev.migration.benchmarks;

import java.util.List;
import java.util.Locale;

/**
 * The times as bars in an SVG image: multiples of the first contender, on a logarithmic scale.
 *
 * @param contenders the names in the order of the bars
 */
record Chart(List<String> contenders, List<Result> results) {

    private static final List<String> COLOURS =
            List.of("#8c8c8c", "#bdbdbd", "#1b7837", "#a6dba0", "#c51b29", "#2166ac", "#e08214", "#6a3d9a");
    private static final int WIDTH = 960;
    private static final int LEFT = 20;
    private static final int BAR = 13;
    private static final int TITLE = 24;
    private static final int GAP = 12;
    private static final double SMALLEST = 0.05;
    private static final double LARGEST = 50;

    /** The image. */
    String svg() {
        StringBuilder body = new StringBuilder();
        int y = legend(body);
        for (Result result : results) {
            y = group(body, result, y);
        }
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"11\">\n"
                        .formatted(WIDTH, y + GAP)
                + "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n" + body + "</svg>\n";
    }

    private int legend(StringBuilder body) {
        int x = LEFT;
        for (int index = 0; index < contenders.size(); index++) {
            String name = contenders.get(index);
            body.append(rectangle(x, GAP, BAR, colour(index)));
            body.append(text(x + BAR + 4, GAP + BAR - 3, "normal", name));
            x += 40 + name.length() * 7;
        }
        body.append(text(x, GAP + BAR - 3, "normal", "Multiples of " + contenders.get(0) + ", logarithmic"));
        return GAP + BAR + GAP;
    }

    private int group(StringBuilder body, Result result, int top) {
        int y = top + TITLE;
        body.append(text(LEFT, y - 8, "bold", result.title()));
        for (int index = 0; index < contenders.size(); index++) {
            double ratio = result.ratio(contenders.get(index), contenders.get(0));
            if (!Double.isNaN(ratio)) {
                int width = width(ratio);
                body.append(rectangle(LEFT, y, width, colour(index)));
                body.append(text(
                        LEFT + width + 5,
                        y + BAR - 4,
                        "normal",
                        String.format(Locale.ROOT, "%.2f× %s", ratio, contenders.get(index))));
                y += BAR;
            }
        }
        return y + GAP;
    }

    private static int width(double ratio) {
        double bounded = Math.max(SMALLEST, Math.min(LARGEST, ratio));
        double part = Math.log(bounded / SMALLEST) / Math.log(LARGEST / SMALLEST);
        return (int) Math.max(2, part * (WIDTH - 240));
    }

    private static String colour(int index) {
        return COLOURS.get(index % COLOURS.size());
    }

    private static String rectangle(int x, int y, int width, String colour) {
        return "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>\n"
                .formatted(x, y, width, BAR - 2, colour);
    }

    private static String text(int x, int y, String weight, String content) {
        return "<text x=\"%d\" y=\"%d\" font-weight=\"%s\" fill=\"#222222\">%s</text>\n"
                .formatted(x, y, weight, content.replace("&", "&amp;").replace("<", "&lt;"));
    }
}
