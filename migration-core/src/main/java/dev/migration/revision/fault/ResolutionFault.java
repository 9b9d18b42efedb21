package dev.migration.revision.fault;

import java.util.List;

/** A name or a symbol that leads to no revision, or to several. */
public sealed interface ResolutionFault extends TargetFault {

    /** The text is not a valid target expression. */
    record Unreadable(String text) implements ResolutionFault {

        @Override
        public String problem() {
            return "'" + (text.length() <= 80 ? text : text.substring(0, 79) + "…") + "' is not a target.";
        }

        @Override
        public String remedy() {
            return "Use heads, head, base, current, a revision, a branch label, +N or -N (N from 1), a revision with +N or "
                    + "-N behind it, or one of these behind 'branch@'.";
        }
    }

    /** Not two targets with a colon between them. */
    record UnreadableRange(String text) implements ResolutionFault {

        @Override
        public String problem() {
            return "'" + text + "' is not a range.";
        }

        @Override
        public String remedy() {
            return "Write [start]:[end], such as base:head, abc123: or :current.";
        }
    }

    /**
     * A name that no revision and no label has or begins with.
     *
     * @param nearest the names that may have been meant, the nearest first
     */
    record NotFound(String name, List<String> nearest) implements ResolutionFault {

        public NotFound {
            nearest = List.copyOf(nearest);
        }

        @Override
        public String problem() {
            return "There is no revision and no branch label '" + name + "'.";
        }

        @Override
        public String remedy() {
            return nearest.isEmpty()
                    ? "'history' lists the revisions; an id may be shortened as long as it stays unique."
                    : "Did you mean " + TargetFault.list(nearest) + "?";
        }
    }

    /**
     * The beginning of several ids or labels.
     *
     * @param candidates the ids of the revisions that it may mean
     */
    record AmbiguousPrefix(String prefix, List<String> candidates) implements ResolutionFault {

        public AmbiguousPrefix {
            candidates = List.copyOf(candidates);
        }

        @Override
        public String problem() {
            return "'" + prefix + "' may be any of " + candidates.size() + " revisions: " + TargetFault.list(candidates)
                    + ".";
        }

        @Override
        public String remedy() {
            return "Write more of the id.";
        }
    }

    /**
     * Several revisions where one is asked for.
     *
     * @param target what was asked for, as typed
     * @param heads the ids that it leads to
     */
    record MultipleHeads(String target, List<String> heads) implements ResolutionFault {

        public MultipleHeads {
            heads = List.copyOf(heads);
        }

        @Override
        public String problem() {
            return "Only one revision can be meant here, and '" + target + "' may be any of " + heads.size() + ": "
                    + TargetFault.list(heads) + ".";
        }

        @Override
        public String remedy() {
            return "Name one of them, use " + (target.contains("heads") ? "" : "'heads' for all or ")
                    + "'branch@head' for one branch, or join them: merge -m \"merge\" " + String.join(" ", heads);
        }
    }

    /** Several heads where the settings allow one. */
    record OneHeadRequired(List<String> heads) implements ResolutionFault {

        public OneHeadRequired {
            heads = List.copyOf(heads);
        }

        @Override
        public String problem() {
            return "There are " + heads.size() + " heads, and one is required: " + TargetFault.list(heads) + ".";
        }

        @Override
        public String remedy() {
            return "Join them with a merge revision: '-- @revises " + String.join(", ", heads) + "'.";
        }
    }

    /** A branch that neither a label nor a revision names. */
    record NoSuchBranch(String branch, List<String> nearest) implements ResolutionFault {

        public NoSuchBranch {
            nearest = List.copyOf(nearest);
        }

        @Override
        public String problem() {
            return "There is no branch '" + branch + "'.";
        }

        @Override
        public String remedy() {
            return nearest.isEmpty()
                    ? "Write a branch label, or the id of a revision on the branch, before the '@'."
                    : "Did you mean " + TargetFault.list(nearest) + "?";
        }
    }

    /** A revision that neither stands on the branch nor lies below it. */
    record NotInBranch(String branch, String revision) implements ResolutionFault {

        @Override
        public String problem() {
            return "Revision '" + revision + "' is not on branch '" + branch + "'.";
        }

        @Override
        public String remedy() {
            return "Leave out '" + branch + "@', or name a revision above or below it.";
        }
    }

    /**
     * Something that only a database could tell, where none is asked.
     *
     * @param target what was asked for, as typed
     * @param instead what to write
     */
    record NeedsDatabase(String target, String instead) implements ResolutionFault {

        @Override
        public String problem() {
            return "'" + target + "' depends on where the database is, and SQL is written without asking one.";
        }

        @Override
        public String remedy() {
            return "Say from where: " + instead + ".";
        }
    }
}
