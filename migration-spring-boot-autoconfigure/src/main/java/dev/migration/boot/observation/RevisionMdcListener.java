// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.observation;

import java.util.Locale;

import org.slf4j.MDC;
import org.springframework.core.Ordered;

import dev.migration.boot.status.DatabaseName;
import dev.migration.event.MigrationEvent;
import dev.migration.event.MigrationListener;

/**
 * Sets {@link #REVISION}, {@link #DIRECTION} and {@link #DATABASE} in the mapped diagnostic context (MDC) of the log while a revision
 * runs. It has the lowest precedence, so that log lines of other listeners about the end of a revision still have the keys.
 */
public final class RevisionMdcListener implements MigrationListener, Ordered {

    /** The key of the id of the revision. */
    public static final String REVISION = "migration.revision";

    /** The key of {@code up} or {@code down}. */
    public static final String DIRECTION = "migration.direction";

    /** The key of the name of the database, set during the whole run. */
    public static final String DATABASE = "migration.database";

    private final String database;

    /** Creates a listener for the only database of the application. */
    public RevisionMdcListener() {
        this(DatabaseName.PRIMARY);
    }

    private RevisionMdcListener(String database) {
        this.database = database;
    }

    @Override
    public RevisionMdcListener forDatabase(String name) {
        return new RevisionMdcListener(name);
    }

    @Override
    public void on(MigrationEvent event) {
        if (event instanceof MigrationEvent.Started) {
            MDC.put(DATABASE, database);
        } else if (event instanceof MigrationEvent.RevisionStarted started) {
            MDC.put(REVISION, started.step().revision().id());
            MDC.put(DIRECTION, started.step().direction().name().toLowerCase(Locale.ROOT));
        } else if (event instanceof MigrationEvent.RevisionFinished || event instanceof MigrationEvent.RevisionFailed) {
            removeRevision();
        } else if (event instanceof MigrationEvent.Finished || event instanceof MigrationEvent.Failed) {
            removeRevision();
            MDC.remove(DATABASE);
        }
    }

    private static void removeRevision() {
        MDC.remove(REVISION);
        MDC.remove(DIRECTION);
    }

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
