package dev.migration.boot.trace;

import java.util.Locale;

import org.slf4j.MDC;
import org.springframework.core.Ordered;

import dev.migration.event.MigrationEvent;
import dev.migration.event.MigrationListener;

/**
 * Tells every line of the log that is written while a revision runs which one: {@link #REVISION} and {@link #DIRECTION} in the
 * mapped diagnostic context. Comes last, so that the lines of other listeners about the end of a revision have them too.
 */
public final class RevisionInLog implements MigrationListener, Ordered {

    /** The key of the revision's id. */
    public static final String REVISION = "migration.revision";

    /** The key of {@code up} or {@code down}. */
    public static final String DIRECTION = "migration.direction";

    @Override
    public void on(MigrationEvent event) {
        if (event instanceof MigrationEvent.RevisionStarted started) {
            MDC.put(REVISION, started.step().revision().id());
            MDC.put(DIRECTION, started.step().direction().name().toLowerCase(Locale.ROOT));
        } else if (event instanceof MigrationEvent.RevisionFinished
                || event instanceof MigrationEvent.RevisionFailed
                || event instanceof MigrationEvent.Finished
                || event instanceof MigrationEvent.Failed) {
            MDC.remove(REVISION);
            MDC.remove(DIRECTION);
        }
    }

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
