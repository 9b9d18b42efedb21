// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.authoring;

import dev.migration.cli.schema.BranchReport;
import dev.migration.error.MigrationException;

/** The order in which the branches of a merge are applied matters. Nothing was written. */
final class OrderMattersException extends MigrationException {

    OrderMattersException(BranchReport branches) {
        super(
                "The merge was not written, because the order of its branches matters:\n"
                        + String.join("\n", branches.lines()),
                BranchReport.REMEDY + " Without --prove, 'merge' writes the revision to be edited.");
    }
}
