// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule;

import java.util.List;

import dev.migration.lint.Severity;

/** A rule about tables that existed before the first revision of the trace. */
public abstract class TableRule extends Rule {

    protected TableRule(String id, Severity severity, String description) {
        super(id, severity, description);
    }

    @Override
    public final List<Problem> check(Situation situation) {
        return situation.tables().stream()
                .flatMap(table -> check(table).stream())
                .toList();
    }

    /** The dangers for one table. */
    protected abstract List<Problem> check(TableChange table);
}
