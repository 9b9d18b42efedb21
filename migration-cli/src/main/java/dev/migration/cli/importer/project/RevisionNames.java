package dev.migration.cli.importer.project;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

import dev.migration.revision.Identifiers;

/** Gives names that are legal here, each once. */
public final class RevisionNames {

    private static final int LONGEST = 100;
    private static final int LONGEST_SLUG = 60;

    private final Set<String> taken = new HashSet<>();

    /** The first of the wishes that is free, in legal characters; else the last one with a number. */
    public String of(String... wishes) {
        String last = "";
        for (String wish : wishes) {
            last = legal(wish);
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

    /** What a file is called that holds it: letters and digits of ASCII, words joined by {@code _}. */
    static String file(String id, String message) {
        String slug = Normalizer.normalize(message, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "_")
                .replaceAll("^_|_$", "");
        String cut = slug.length() <= LONGEST_SLUG ? slug : slug.substring(0, LONGEST_SLUG);
        boolean tells = !cut.isEmpty() && !cut.equals(id.toLowerCase(Locale.ROOT));
        return id + (tells ? "_" + cut : "") + ".sql";
    }

    private static String legal(String wish) {
        String plain = Normalizer.normalize(wish, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .replaceAll("[^A-Za-z0-9_.]+", "_")
                .replaceAll("^_+|_+$", "");
        return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST);
    }

    /** Files of some systems do not tell upper case from lower case. */
    private boolean isFree(String name) {
        return Identifiers.fault(name).isEmpty() && !taken.contains(name.toLowerCase(Locale.ROOT));
    }

    private String take(String name) {
        taken.add(name.toLowerCase(Locale.ROOT));
        return name;
    }
}
