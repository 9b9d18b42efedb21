// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A sample of revisions to lint.
 *
 * @param rule the rule that must find something; empty for a harmless sample
 * @param setup what is applied already
 * @param revisions the pending revisions
 */
record LintSample(String name, String rule, String setup, List<String> revisions) {

    static List<LintSample> read(String file) {
        List<LintSample> samples = new ArrayList<>();
        for (String part : text(file).split("(?m)^== ")) {
            if (!part.isBlank()) {
                samples.add(parse(part));
            }
        }
        return samples;
    }

    static String text(String file) {
        try (InputStream input = Objects.requireNonNull(LintSample.class.getResourceAsStream("/lint/" + file))) {
            return new String(input.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static LintSample parse(String part) {
        String title = part.substring(0, part.indexOf('\n'));
        String body = part.substring(part.indexOf('\n') + 1);
        int pending = body.indexOf("-- pending\n");
        String setup = pending < 0 ? "" : body.substring(0, pending).replace("-- setup\n", "");
        String rest = pending < 0 ? body : body.substring(pending + "-- pending\n".length());
        int colon = title.lastIndexOf(" : ");
        return new LintSample(
                colon < 0 ? title : title.substring(0, colon),
                colon < 0 ? "" : title.substring(colon + 3),
                setup,
                List.of(rest.split("-- next\n")));
    }

    @Override
    public String toString() {
        return name;
    }
}
