// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.replay;

import java.util.Map;

import dev.migration.error.MigrationException;

/** The revisions could not be applied to a scratch database. The database of the command was not changed. */
public final class ReplayFailedException extends MigrationException {

    private final Map<String, Object> facts;

    ReplayFailedException(MigrationException failure) {
        super(
                "On a scratch database, which is dropped; your database was not changed: " + failure.problem(),
                failure.remedy(),
                failure);
        this.facts = failure.facts();
    }

    /** The facts of the failure on the scratch database. */
    @Override
    public Map<String, Object> facts() {
        return facts;
    }
}
