// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.text;

import java.util.List;

import dev.migration.autogenerate.plan.Step;

/** Statements as a section of a revision: what concerns one table stands together. */
public final class SectionText {

    private SectionText() {}

    public static String of(List<Step> steps) {
        StringBuilder text = new StringBuilder();
        String before = "";
        for (Step step : steps) {
            String place = step.object().ownedBy().orElse(step.object().name());
            boolean isBlock = step.sql().contains("\n");
            if (!text.isEmpty() && (!place.equals(before) || isBlock)) {
                text.append('\n');
            }
            text.append(step.sql()).append(";\n");
            before = isBlock ? "" : place;
        }
        return text.toString();
    }

    /** Whether each statement has to be committed before the next one: what validates rows must not keep the lock of what came before. */
    public static boolean needsCommits(List<Step> steps) {
        return steps.stream().anyMatch(step -> step.sql().contains(" VALIDATE CONSTRAINT "));
    }
}
