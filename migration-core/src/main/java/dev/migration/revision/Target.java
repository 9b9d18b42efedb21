package dev.migration.revision;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where somebody wants the database to be, as typed. */
public sealed interface Target {

    /** Every head. */
    record Heads() implements Target {

        @Override
        public String toString() {
            return "heads";
        }
    }

    /** The only head. */
    record Head() implements Target {

        @Override
        public String toString() {
            return "head";
        }
    }

    /** Before the first revision. */
    record Base() implements Target {

        @Override
        public String toString() {
            return "base";
        }
    }

    /** A revision by its id, or by the label of the branch that begins there. */
    record Named(String name) implements Target {

        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * Some revisions up or down from where the database is.
     *
     * @param steps how many, up when positive; never 0
     */
    record Relative(int steps) implements Target {

        @Override
        public String toString() {
            return steps > 0 ? "+" + steps : Integer.toString(steps);
        }
    }

    /**
     * Reads {@code heads}, {@code head}, {@code base}, an id, a label, {@code +N} or {@code -N}.
     *
     * @throws TargetException if the text is none of these
     */
    static Target parse(String text) {
        String target = text.strip();
        return switch (target) {
            case "heads" -> new Heads();
            case "head" -> new Head();
            case "base" -> new Base();
            default -> relativeOrNamed(target);
        };
    }

    private static Target relativeOrNamed(String target) {
        Matcher relative = Pattern.compile("[+-](\\d{1,9})").matcher(target);
        if (relative.matches() && Integer.parseInt(relative.group(1)) > 0) {
            return new Relative(Integer.parseInt(target));
        }
        if (Identifiers.fault(target).isPresent()) {
            throw new TargetException(
                    "'" + text(target) + "' is not a target.",
                    "Use heads, head, base, the id of a revision, +N or -N (N from 1).");
        }
        return new Named(target);
    }

    private static String text(String target) {
        return target.length() <= 80 ? target : target.substring(0, 79) + "…";
    }
}
