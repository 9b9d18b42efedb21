// SPDX-License-Identifier: Apache-2.0
package dev.migration.revision.fault;

import java.util.List;

/** A name or a symbol that means no revision, or several revisions. */
public sealed interface ResolutionFault extends TargetFault {

    /**
     * A text that is not a valid target expression.
     *
     * @param typed the text, as typed
     */
    record Unreadable(String typed) implements ResolutionFault {

        @Override
        public FaultText text() {
            return new FaultText(
                    "'" + (typed.length() <= 80 ? typed : typed.substring(0, 79) + "…") + "' is not a target.",
                    "Use heads, head, base, current, a revision, a branch label, +N or -N (N from 1), a revision followed "
                            + "by +N or -N, or one of these after 'branch@'.");
        }
    }

    /**
     * A text that is not two targets with one colon between them.
     *
     * @param typed the text, as typed
     */
    record UnreadableRange(String typed) implements ResolutionFault {

        @Override
        public FaultText text() {
            return new FaultText(
                    "'" + typed + "' is not a range.", "Write [start]:[end], such as base:head, abc123: or :current.");
        }
    }

    /**
     * A name that is neither an id nor a branch label, nor the beginning of one.
     *
     * @param nearest similar names, the most similar first
     */
    record NotFound(String name, List<String> nearest) implements ResolutionFault {

        public NotFound {
            nearest = List.copyOf(nearest);
        }

        @Override
        public FaultText text() {
            return new FaultText(
                    "There is no revision and no branch label '" + name + "'.",
                    nearest.isEmpty()
                            ? "'history' lists the revisions; an id may be shortened as long as it is unique."
                            : "Did you mean " + FaultText.list(nearest) + "?");
        }
    }

    /**
     * A prefix of several ids or branch labels.
     *
     * @param candidates the ids of the revisions that the prefix matches
     */
    record AmbiguousPrefix(String prefix, List<String> candidates) implements ResolutionFault {

        public AmbiguousPrefix {
            candidates = List.copyOf(candidates);
        }

        @Override
        public FaultText text() {
            return new FaultText(
                    "'" + prefix + "' matches " + candidates.size() + " revisions: " + FaultText.list(candidates) + ".",
                    "Write more of the id.");
        }
    }

    /**
     * A target that means several revisions where a command needs one.
     *
     * @param target the target, as typed
     * @param heads the ids of the revisions that it means
     */
    record MultipleHeads(String target, List<String> heads) implements ResolutionFault {

        public MultipleHeads {
            heads = List.copyOf(heads);
        }

        @Override
        public FaultText text() {
            return new FaultText(
                    "One revision is required here, and '" + target + "' means " + heads.size() + " revisions: "
                            + FaultText.list(heads) + ".",
                    "Name one of them, use " + (target.contains("heads") ? "" : "'heads' for all or ")
                            + "'branch@head' for one branch, or join them: merge -m \"merge\" "
                            + String.join(" ", heads));
        }
    }

    /** Several heads where the settings permit one. */
    record OneHeadRequired(List<String> heads) implements ResolutionFault {

        public OneHeadRequired {
            heads = List.copyOf(heads);
        }

        @Override
        public FaultText text() {
            return new FaultText(
                    "There are " + heads.size() + " heads, and one is required: " + FaultText.list(heads) + ".",
                    "Join them with a merge revision: '-- @revises " + String.join(", ", heads) + "'.");
        }
    }

    /** A branch name that is neither a branch label nor a revision. */
    record NoSuchBranch(String branch, List<String> nearest) implements ResolutionFault {

        public NoSuchBranch {
            nearest = List.copyOf(nearest);
        }

        @Override
        public FaultText text() {
            return new FaultText(
                    "There is no branch '" + branch + "'.",
                    nearest.isEmpty()
                            ? "Write a branch label, or the id of a revision on the branch, before the '@'."
                            : "Did you mean " + FaultText.list(nearest) + "?");
        }
    }

    /** A revision that is not on the branch. */
    record NotInBranch(String branch, String revision) implements ResolutionFault {

        @Override
        public FaultText text() {
            return new FaultText(
                    "Revision '" + revision + "' is not on branch '" + branch + "'.",
                    "Leave out '" + branch + "@', or name a revision of that branch.");
        }
    }

    /**
     * A target that depends on the state of a database, in a command that does not connect to one.
     *
     * @param target the target, as typed
     * @param instead what to type instead
     */
    record NeedsDatabase(String target, String instead) implements ResolutionFault {

        @Override
        public FaultText text() {
            return new FaultText(
                    "'" + target + "' depends on the state of the database, and SQL is written without a connection.",
                    "State where to start: " + instead + ".");
        }
    }
}
