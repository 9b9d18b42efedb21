// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.proof;

import dev.migration.error.MigrationException;

/** The order in which the branches of a merge are applied matters. Nothing was written. */
public final class OrderMattersException extends MigrationException {

    private static final long serialVersionUID = 1L;

    private OrderMattersException(String problem, String remedy) {
        super(problem, remedy);
    }

    /** Nobody said which order is right. */
    public static OrderMattersException undecided(BranchReport branches) {
        return new OrderMattersException(
                "The merge was not written, because the order of its branches matters:\n"
                        + String.join("\n", branches.lines()),
                BranchReport.REMEDY + " Without --prove, 'merge' writes the revision to be edited.");
    }

    /** Somebody said which order is right, but the difference is not one of schemas alone. */
    static OrderMattersException beyondStatements(BranchReport branches, String winner) {
        return new OrderMattersException(
                "The merge was not written: --prefer " + winner
                        + " writes what changes a schema, and not rows or a head that fails after the other one:\n"
                        + String.join("\n", branches.lines()),
                "Let one branch depend on the other (@depends-on), or write the merge revision by hand: 'merge' without"
                        + " --prefer and --prove writes an empty one.");
    }

    /** A statement for one order fails in the other one, or does not lead to the same schema. */
    static OrderMattersException notInBothOrders(String reason) {
        return new OrderMattersException(
                "The merge was not written, because its statements would not lead both orders to the same schema:\n"
                        + reason,
                "Let one branch depend on the other (@depends-on), or write the merge revision by hand: 'merge' without"
                        + " --prefer and --prove writes an empty one.");
    }
}
