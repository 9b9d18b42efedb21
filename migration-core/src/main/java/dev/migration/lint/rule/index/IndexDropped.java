// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.index;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.TableChange;
import dev.migration.lint.rule.TableRule;
import dev.migration.trace.ObjectKind;

/** An index that queries of running instances may need is dropped. */
final class IndexDropped extends TableRule {

    IndexDropped() {
        super("index-dropped", Severity.INFO, "An index that queries of running instances may need is dropped.");
    }

    @Override
    protected List<Problem> check(TableChange table) {
        return table.isDropped()
                ? List.of()
                : table.removed(ObjectKind.RELATION)
                        .map(index -> table.problem("the index " + index.name() + " of " + table.name() + " is dropped")
                                .advice("pg_stat_user_indexes.idx_scan says whether a query still uses it."))
                        .toList();
    }
}
