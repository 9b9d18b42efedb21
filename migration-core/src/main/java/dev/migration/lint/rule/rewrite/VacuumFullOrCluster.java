// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.rewrite;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.Rule;
import dev.migration.lint.rule.Situation;

/** VACUUM FULL and CLUSTER write a table again while nobody can read it. */
final class VacuumFullOrCluster extends Rule {

    VacuumFullOrCluster() {
        super(
                "vacuum-full-or-cluster",
                Severity.ERROR,
                "VACUUM FULL and CLUSTER write a table again while nobody can read it.");
    }

    @Override
    public List<Problem> check(Situation situation) {
        boolean full = situation.begins("vacuum") && situation.words().contains("full");
        boolean cluster = situation.begins("cluster");
        return full || cluster
                ? List.of(Problem.of(
                                (full ? "VACUUM FULL" : "CLUSTER") + " writes tables again while nobody can read them")
                        .advice("Use pg_repack or pg_squeeze outside the migration."))
                : List.of();
    }
}
