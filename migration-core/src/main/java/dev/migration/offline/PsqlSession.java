package dev.migration.offline;

import java.util.ArrayList;
import java.util.List;

import dev.migration.execution.session.ExecutionSettings;
import dev.migration.execution.session.KeepAliveSettings;
import dev.migration.execution.session.SessionReset;
import dev.migration.execution.session.SessionSettings;
import dev.migration.execution.session.SessionStatements;

/** The session of psql. What it had when the text began is kept in variables of psql. */
final class PsqlSession implements SessionStatements {

    static final String ROLE = PsqlText.VARIABLE + "role";
    static final String SETTINGS = PsqlText.VARIABLE + "settings";

    private final SessionSettings found = SessionSettings.standingFor(":'" + ROLE + "'", ":" + SETTINGS);
    private final List<String> settings;
    private boolean used;

    PsqlSession(ExecutionSettings settings) {
        this.settings = KeepAliveSettings.as(settings.sessionName());
    }

    /** What keeps the session alive. */
    List<String> beginning() {
        return settings;
    }

    /** Gives everything back. */
    List<String> farewell() {
        List<String> statements = new ArrayList<>(SessionReset.farewell());
        statements.addAll(found.restore());
        return statements;
    }

    @Override
    public boolean isPooled() {
        return false;
    }

    @Override
    public List<String> takeReset() {
        List<String> statements = used ? resetStatementsInTransaction() : List.of();
        used = true;
        return statements;
    }

    @Override
    public List<String> resetStatementsInTransaction() {
        return SessionReset.to(found, settings);
    }

    @Override
    public List<String> roleStatements() {
        return found.restoreRole();
    }

    @Override
    public List<String> roleStatementsForTransaction() {
        return List.of(found.roleForTransaction());
    }
}
