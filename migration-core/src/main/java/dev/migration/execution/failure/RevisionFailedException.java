// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.failure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.migration.event.Blocker;
import dev.migration.execution.report.FailureReport;

/** A revision failed and was rolled back. The revisions before it stay applied, those after it did not run. */
public final class RevisionFailedException extends ScriptFailedException {

    private final String revision;
    private final transient List<Blocker> blockers;

    public RevisionFailedException(FailureReport report, Throwable cause) {
        super(report, cause);
        this.revision = report.revision();
        this.blockers = report.blockers();
    }

    /** The id of the revision that failed. */
    public String revision() {
        return revision;
    }

    /** The sessions that held the locks for which it waited; empty if none was found. */
    public List<Blocker> blockers() {
        return blockers;
    }

    @Override
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("revision", revision);
        facts.putAll(super.facts());
        return facts;
    }

    /** The same failure, after which the database could not be reached again. */
    public RevisionFailedException then(DatabaseUnavailableException next) {
        FailureReport report = new FailureReport(
                        revision, source(), line(), column(), sqlState(), problem(), remedy(), blockers)
                .then(next.problem(), next.remedy());
        RevisionFailedException failed =
                new RevisionFailedException(report, Objects.requireNonNullElse(getCause(), this));
        failed.addSuppressed(next);
        return failed;
    }
}
