package dev.migration.boot.operation;

import java.util.LinkedHashMap;
import java.util.Map;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.audit.AuditEvent;
import org.springframework.boot.actuate.audit.listener.AuditApplicationEvent;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Says who ordered what, and what became of it, to the log and as audit events: {@code MIGRATION_UPGRADE_REQUESTED},
 * {@code MIGRATION_UPGRADE_SUCCEEDED}, {@code MIGRATION_UPGRADE_FAILED}, {@code MIGRATION_UPGRADE_REFUSED}, and the same of
 * the other operations. Without SQL: who may read audit events need not be who may see SQL.
 */
final class OperationAudit {

    private static final Logger log = LoggerFactory.getLogger(OperationAudit.class);

    private final ApplicationEventPublisher events;

    OperationAudit(ApplicationEventPublisher events) {
        this.events = events;
    }

    void requested(OperationRun run) {
        log.info(
                "{} ordered the {} of database {} to {} (run {})",
                oneLine(run.by()),
                run.operation().word(),
                run.database(),
                run.targets(),
                run.id());
        publish(run.operation(), "REQUESTED", run.by(), data(run));
    }

    void succeeded(OperationRun run) {
        log.info("The {} that {} ordered (run {}) is done", run.operation().word(), oneLine(run.by()), run.id());
        publish(run.operation(), "SUCCEEDED", run.by(), data(run));
    }

    /** @param failure for the log, which is not for everybody */
    void failed(OperationRun run, Throwable failure) {
        log.error(
                "The {} that {} ordered (run {}) failed", run.operation().word(), oneLine(run.by()), run.id(), failure);
        publish(run.operation(), "FAILED", run.by(), data(run));
    }

    void refused(OperationType operation, String by, OperationRefusedException refusal) {
        log.info("The {} that {} ordered is refused: {}", operation.word(), oneLine(by), oneLine(refusal.problem()));
        publish(operation, "REFUSED", by, Map.of("reason", refusal.reason().name()));
    }

    /** A listener that fails must neither stop a migration nor hide how it ended. */
    private void publish(OperationType operation, String what, String by, Map<String, Object> data) {
        try {
            String type = "MIGRATION_" + operation + "_" + what;
            events.publishEvent(new AuditApplicationEvent(new AuditEvent(by, type, data)));
        } catch (RuntimeException failure) {
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

    /** Nobody writes lines of the log by a name. */
    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }
}
