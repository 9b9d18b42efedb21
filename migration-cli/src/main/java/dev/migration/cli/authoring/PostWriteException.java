// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.authoring;

import dev.migration.error.MigrationException;

/** Thrown when a post-write hook fails. The written file stays. */
final class PostWriteException extends MigrationException {

    PostWriteException(String problem, String remedy, Throwable cause) {
        super(problem, remedy, cause);
    }

    PostWriteException(String problem, String remedy) {
        super(problem, remedy);
    }
}
