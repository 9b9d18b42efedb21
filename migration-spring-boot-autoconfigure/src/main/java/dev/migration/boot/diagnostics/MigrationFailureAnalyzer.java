// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.diagnostics;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

import dev.migration.boot.database.DatabaseNames;
import dev.migration.error.MigrationException;

/** Reports the problem and the remedy of a failed migration, and which one of several databases failed. */
class MigrationFailureAnalyzer extends AbstractFailureAnalyzer<MigrationException> {

    private final Environment environment;

    MigrationFailureAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, MigrationException cause) {
        return FailedDatabase.find(rootFailure, DatabaseNames.in(environment).list())
                .map(database -> new FailureAnalysis(database.problem(cause), database.remedy(cause), cause))
                .orElseGet(() -> new FailureAnalysis(cause.problem(), cause.remedy(), cause));
    }
}
