// SPDX-License-Identifier: Apache-2.0
package dev.migration.authoring;

import java.util.ArrayList;
import java.util.List;

/**
 * What a new revision runs, in place of the empty sections of its template.
 *
 * @param upgrade statements
 * @param downgrade statements
 * @param commitsEach whether each statement is committed before the next one ({@code @transaction none})
 */
public record RevisionSections(String upgrade, String downgrade, boolean commitsEach) {

    private static final String UPGRADE = "-- @upgrade";
    private static final String DOWNGRADE = "-- @downgrade";

    /** No statements: the sections of the template stay. */
    public static final RevisionSections EMPTY = new RevisionSections("", "", false);

    /** The text of a template with the statements at the beginning of its sections. */
    String in(String script) {
        if (equals(EMPTY)) {
            return script;
        }
        List<String> lines = new ArrayList<>();
        boolean hasDowngrade = false;
        for (String line : script.lines().toList()) {
            boolean isUpgrade = line.strip().equals(UPGRADE);
            boolean isDowngrade = line.strip().equals(DOWNGRADE);
            hasDowngrade |= isDowngrade;
            if (isUpgrade && commitsEach) {
                addDirective(lines);
            }
            lines.add(line);
            if (isUpgrade || isDowngrade) {
                add(lines, isUpgrade ? upgrade : downgrade);
            }
        }
        if (!hasDowngrade) {
            lines.add(DOWNGRADE);
            add(lines, downgrade);
        }
        return String.join("\n", lines).stripTrailing() + "\n";
    }

    /** Below the last directive of the header, before the empty line. */
    private static void addDirective(List<String> lines) {
        int place = lines.size();
        while (place > 0 && lines.get(place - 1).isBlank()) {
            place--;
        }
        lines.add(place, "-- @transaction none");
    }

    private static void add(List<String> lines, String statements) {
        statements.stripTrailing().lines().forEach(lines::add);
    }
}
