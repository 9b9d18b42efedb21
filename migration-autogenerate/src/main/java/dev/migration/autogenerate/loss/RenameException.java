// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.loss;

import java.util.List;

import dev.migration.error.MigrationException;

/** A rename that somebody named does not exist. Nothing was written. */
public final class RenameException extends MigrationException {

    private static final long serialVersionUID = 1L;

    RenameException(List<String> faults) {
        super(
                String.join(" ", faults) + " Nothing was written.",
                "Write it as --rename old=new, each side a table, a column as table.column, a label as enum.label, or another object"
                        + " by its name; the schema may be left out if the name is clear without it.");
    }
}
