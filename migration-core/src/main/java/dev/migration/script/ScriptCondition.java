// SPDX-License-Identifier: Apache-2.0
package dev.migration.script;

import dev.migration.sql.Position;

/**
 * A condition of a revision, which the server checks in the transaction of its upgrade.
 *
 * @param expression an SQL expression of the type boolean; a query in parentheses is one
 * @param position the position of its directive
 */
public record ScriptCondition(Moment moment, String expression, Position position) {

    /** When it must hold. */
    public enum Moment {
        /** Before the first statement of the revision. */
        REQUIRE("require"),
        /** After its last statement. */
        ENSURE("ensure");

        private final String text;

        Moment(String text) {
            this.text = text;
        }

        /** The word of the directive. */
        public String text() {
            return text;
        }
    }
}
