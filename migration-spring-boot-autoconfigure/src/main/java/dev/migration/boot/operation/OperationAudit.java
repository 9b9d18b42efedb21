// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.operation;

import java.util.LinkedHashMap;
import java.util.Map;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.audit.AuditEvent;
import org.springframework.boot.actuate.audit.listener.AuditApplicationEvent;
import org.springframework.context.ApplicationEventPublisher;

import dev.migration.boot.status.FailureSummary;

/**
 * Records requested operations and their outcomes in the log and as audit events: {@code MIGRATION_UPGRADE_REQUESTED},
 * {@code MIGRATION_UPGRADE_SUCCEEDED}, {@code MIGRATION_UPGRADE_FAILED}, {@code MIGRATION_UPGRADE_REFUSED}, and the same for
 * downgrades and stamps. A change of rows, such as {@code MIGRATION_PAUSE_SUCCEEDED}, is not requested first. Audit events contain no SQL, because a user who may read them may not be permitted to see SQL.
 */
final class OperationAudit {

    private static final Logger log = LoggerFactory.getLogger(OperationAudit.class);

    private final ApplicationEventPublisher events;

    OperationAudit(ApplicationEventPublisher events) {
        this.events = events;
    }

    void requested(OperationRun run) {
        log.info(
                "{} requested the {} of database {} to {} (run {})",
                oneLine(run.requestedBy()),
                run.operation().verb(),
                run.database(),
                run.targets(),
                run.id());
        publish(run.operation(), "REQUESTED", run.requestedBy(), data(run));
    }

    void succeeded(OperationRun run) {
        log.info(
                "The {} that {} requested (run {}) succeeded",
                run.operation().verb(),
                oneLine(run.requestedBy()),
                run.id());
        publish(run.operation(), "SUCCEEDED", run.requestedBy(), data(run));
    }

    /** @param failure for the log only: it may contain SQL and data */
    void failed(OperationRun run, Throwable failure) {
        log.error(
                "The {} that {} requested (run {}) failed",
                run.operation().verb(),
                oneLine(run.requestedBy()),
                run.id(),
                failure);
        publish(run.operation(), "FAILED", run.requestedBy(), data(run));
    }

    void changed(WorkChange change) {
        log.info(
                "{} requested to {} the work of {} in database {}: done",
                oneLine(change.requestedBy()),
                change.operation().verb(),
                change.revision(),
                change.database());
        publish(
                change.operation(),
                "SUCCEEDED",
                change.requestedBy(),
                Map.of("database", change.database(), "target", change.revision()));
    }

    /**
     * Records that a change was not possible.
     *
     * @param failure for the log only: it may contain SQL and data
     * @return what the user reads
     */
    OperationRefusedException failed(WorkRequests requests, String requestedBy, Throwable failure) {
        log.error("The {} that {} requested failed", requests.operation().verb(), oneLine(requestedBy), failure);
        String brief = FailureSummary.of(failure).brief();
        ValidatedOperation validated = requests.validated();
        publish(
                requests.operation(),
                "FAILED",
                requestedBy,
                Map.of(
                        "database",
                        validated.database(),
                        "target",
                        validated.targets().get(0),
                        "failure",
                        brief));
        return new OperationRefusedException(
                OperationRefusedException.Reason.UNAVAILABLE,
                brief,
                "The log of this instance has the message. Request it again when the database answers.");
    }

    void refused(OperationType operation, String requestedBy, OperationRefusedException refusal) {
        log.info(
                "The {} that {} requested was refused: {}",
                operation.verb(),
                oneLine(requestedBy),
                oneLine(refusal.problem()));
        publish(
                operation,
                "REFUSED",
                requestedBy,
                Map.of("reason", refusal.reason().name()));
    }

    /** Publishes an audit event. A listener that fails must neither stop a migration nor hide its outcome. */
    private void publish(OperationType operation, String event, String user, Map<String, Object> data) {
        try {
            String type = "MIGRATION_" + operation + "_" + event;
            events.publishEvent(new AuditApplicationEvent(new AuditEvent(user, type, data)));
        } catch (VirtualMachineError failure) {
            throw failure;
        } catch (Throwable failure) {
            // Kotlin throws checked exceptions without declaring them.
            log.warn("A listener of audit events failed", failure);
        }
    }

    private static Map<String, Object> data(OperationRun run) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("run", run.id());
        data.put("database", run.database());
        data.put("target", String.join(",", run.targets()));
        if (run.outcome() == OperationRun.Outcome.SUCCEEDED) {
            data.put("revisions", run.revisions());
        }
        run.failure().ifPresent(failure -> data.put("failure", failure.brief()));
        return data;
    }

    /** Replaces control characters, so that a user name cannot add lines to the log. */
    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }
}
