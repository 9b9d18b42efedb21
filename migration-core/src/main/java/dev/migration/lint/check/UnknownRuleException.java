// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.check;

import dev.migration.error.MigrationException;

/** A setting names a rule that does not exist. */
public final class UnknownRuleException extends MigrationException {

    UnknownRuleException(String rule, String question) {
        super("'" + rule + "' is not a rule." + question, "Correct it; 'lint --rules' lists all rules.");
    }
}
