// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.setting;

import java.util.List;

import dev.migration.error.MigrationException;

/** Thrown when an argument or a setting is invalid. Nothing was done. */
public final class UsageException extends MigrationException {

    public UsageException(String problem, String remedy) {
        super(problem, remedy);
    }

    /** Creates an exception with all problems. */
    static UsageException of(List<String> problems, String remedy) {
        return new UsageException(String.join(System.lineSeparator(), problems), remedy);
    }
}
