// SPDX-License-Identifier: Apache-2.0
package dev.migration.revision.target;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.migration.revision.Identifiers;
import dev.migration.revision.fault.ResolutionFault;
import dev.migration.revision.fault.TargetException;

/**
 * A position in the graph, as typed. All commands use this grammar; {@link TargetResolver} resolves a target for a
 * graph and a database.
 *
 * <pre>
 * target   = [branch "@"] place
 * place    = steps | symbol [steps]
 * symbol   = "head" | "heads" | "base" | "current" | id | prefix of an id or a label | label
 * steps    = ("+" | "-") number from 1
 * branch   = label | id | prefix
 * </pre>
 */
public sealed interface Target {

    /** All heads. */
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

    /** The position before the first revision. */
    record Base() implements Target {

        @Override
        public String toString() {
            return "base";
        }
    }

    /** The maximal applied revisions of the database. */
    record Current() implements Target {

        @Override
        public String toString() {
            return "current";
        }
    }

    /** A revision by its id, by a prefix of its id, or by its branch label. */
    record Named(String name) implements Target {

        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * A number of revisions up or down from the position at which the command starts to count.
     *
     * @param steps the number of steps, positive for up; never 0
     */
    record Relative(int steps) implements Target {

        @Override
        public String toString() {
            return steps > 0 ? "+" + steps : Integer.toString(steps);
        }
    }

    /**
     * A number of revisions up or down from a symbol.
     *
     * @param from a symbol, never a relative target
     * @param steps the number of steps, positive for up; never 0
     */
    record Walk(Target from, int steps) implements Target {

        @Override
        public String toString() {
            return from.toString() + new Relative(steps);
        }
    }

    /**
     * A position on one branch.
     *
     * @param branch a label, or a revision on the branch
     * @param place a target without a branch
     */
    record InBranch(String branch, Target place) implements Target {

        @Override
        public String toString() {
            return branch + "@" + place;
        }
    }

    /**
     * Parses a target.
     *
     * @throws TargetException if the text does not match the grammar
     */
    static Target parse(String text) {
        Matcher matcher =
                Pattern.compile("(?:([\\w.]+)@)?([\\w.]+)?([+-]\\d{1,9})?").matcher(text.strip());
        if (!matcher.matches() || (matcher.group(2) == null && matcher.group(3) == null)) {
            throw new TargetException(new ResolutionFault.Unreadable(text.strip()));
        }
        Target place = place(text.strip(), matcher);
        String branch = matcher.group(1);
        if (branch == null) {
            return place;
        }
        if (Identifiers.fault(branch).isPresent()) {
            throw new TargetException(new ResolutionFault.Unreadable(text.strip()));
        }
        return new InBranch(branch, place);
    }

    private static Target place(String text, Matcher matcher) {
        String symbol = matcher.group(2);
        String steps = matcher.group(3);
        if (steps == null) {
            return symbol(symbol);
        }
        int number = Integer.parseInt(steps);
        if (symbol == null) {
            return relative(text, number);
        }
        return number == 0 ? symbol(symbol) : new Walk(symbol(symbol), number);
    }

    private static Target relative(String text, int steps) {
        if (steps == 0) {
            throw new TargetException(new ResolutionFault.Unreadable(text));
        }
        return new Relative(steps);
    }

    private static Target symbol(String symbol) {
        return switch (symbol) {
            case "heads" -> new Heads();
            case "head" -> new Head();
            case "base" -> new Base();
            case "current" -> new Current();
            default -> new Named(symbol);
        };
    }
}
