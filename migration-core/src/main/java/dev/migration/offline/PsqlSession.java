// SPDX-License-Identifier: Apache-2.0
package dev.migration.offline;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.migration.execution.session.ExecutionSettings;
import dev.migration.execution.session.KeepAliveSettings;
import dev.migration.execution.session.SessionReset;
import dev.migration.execution.session.SessionSettings;
import dev.migration.execution.session.SessionStatements;

/** The session of psql. Its original settings are kept in psql variables. */
final class PsqlSession implements SessionStatements {

    static final String ROLE = PsqlText.VARIABLE + "role";
    static final String SETTINGS = PsqlText.VARIABLE + "settings";

    private final SessionSettings original = SessionSettings.ofExpressions(":'" + ROLE + "'", ":" + SETTINGS);
    private final List<String> settings;
    private boolean used;

    PsqlSession(ExecutionSettings settings) {
        this.settings = KeepAliveSettings.as(settings.sessionName());
    }

    /** The settings that keep the session alive. */
    List<String> keepAliveStatements() {
        return settings;
    }

    /** Restores the original settings and releases the lock. */
    List<String> restoreStatements() {
        List<String> statements = new ArrayList<>(SessionReset.releaseAll());
        statements.addAll(original.restore());
        return statements;
    }

    @Override
    public boolean isPooled() {
        return false;
    }

    @Override
    public List<String> takeResetStatements() {
        List<String> statements = used ? resetStatementsInTransaction() : List.of();
        used = true;
        return statements;
    }

    @Override
    public List<String> resetStatementsInTransaction() {
        return Stream.concat(
                        SessionReset.to(original, settings).stream(),
                        Stream.of(SessionReset.releaseOtherLocks(StateTableNames.lockKey())))
                .toList();
    }

    @Override
    public List<String> roleStatements() {
        return original.restoreRole();
    }

    @Override
    public List<String> roleStatementsForTransaction() {
        return original.roleForTransaction();
    }
}
