// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.importer.project;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

import dev.migration.revision.Identifiers;

/** Makes valid and unique names for revisions and repeatables. */
public final class RevisionNames {

    private static final int LONGEST = 100;
    private static final int LONGEST_SLUG = 60;

    private final Set<String> taken = new HashSet<>();

    /**
     * Returns the first candidate that is not taken, with invalid characters replaced by {@code _}. If all are taken, it is the last
     * candidate with a number.
     */
    public String of(String... candidates) {
        String last = "";
        for (String candidate : candidates) {
            last = valid(candidate);
            if (isFree(last)) {
                return take(last);
            }
        }
        for (int number = 2; ; number++) {
            String numbered = (last.isEmpty() ? "unnamed" : last) + "_" + number;
            if (isFree(numbered)) {
                return take(numbered);
            }
        }
    }

    /** The name of its file: the id, and the message in lower case with ASCII letters, digits and {@code _}. */
    static String file(String id, String message) {
        String slug = Normalizer.normalize(message, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "_")
                .replaceAll("^_|_$", "");
        String cut = slug.length() <= LONGEST_SLUG ? slug : slug.substring(0, LONGEST_SLUG);
        boolean hasSlug = !cut.isEmpty() && !cut.equals(id.toLowerCase(Locale.ROOT));
        return id + (hasSlug ? "_" + cut : "") + ".sql";
    }

    private static String valid(String candidate) {
        String plain = Normalizer.normalize(candidate, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .replaceAll("[^A-Za-z0-9_.]+", "_")
                .replaceAll("^_+|_+$", "");
        return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST);
    }

    /** Names must differ without regard to case, because some file systems ignore case. */
    private boolean isFree(String name) {
        return Identifiers.fault(name).isEmpty() && !taken.contains(name.toLowerCase(Locale.ROOT));
    }

    private String take(String name) {
        taken.add(name.toLowerCase(Locale.ROOT));
        return name;
    }
}
