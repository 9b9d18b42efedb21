// SPDX-License-Identifier: Apache-2.0
package dev.migration.survival;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

import dev.migration.execution.report.ServerErrors;
import dev.migration.rehearsal.RehearsalObserver;
import dev.migration.rehearsal.RehearsalReport;

/**
 * Looks at a rehearsal: prepares the recorded statements before the first revision and after each one. What prepares before and not
 * after is broken. What the revisions demand of rows is compared with what the statements write.
 */
public final class SurvivalSurvey implements RehearsalObserver {

    /** Not about the statement: cancelled, a lock that is not free, a deadlock, and a session that is gone. */
    private static final Set<String> OTHER_CLASSES = Set.of("57", "55", "40", "08", "53", "25");

    private final RecordedStatements recorded;
    private final Map<RecordedStatement, Preparation.Prepared> judged = new LinkedHashMap<>();
    private final Map<RecordedStatement, SurvivalReport.Broken> broken = new LinkedHashMap<>();
    private final List<SurvivalReport.Unjudged> unjudged = new ArrayList<>();
    private final Map<String, Long> tables = new HashMap<>();

    public SurvivalSurvey(RecordedStatements recorded) {
        this.recorded = recorded;
    }

    @Override
    public void begun(Connection connection) throws SQLException {
        // The rehearsal may have begun again.
        judged.clear();
        broken.clear();
        unjudged.clear();
        Preparation preparation = new Preparation(connection);
        for (RecordedStatement statement : recorded.statements()) {
            try {
                judged.put(statement, preparation.first(statement.text()));
            } catch (SQLException failure) {
                rethrowOther(failure);
                unjudged.add(new SurvivalReport.Unjudged(
                        statement, ServerErrors.stateOf(failure), ServerErrors.describe(failure)));
            }
        }
        resolve(connection);
    }

    /** The oid stays the same when a table is renamed. */
    private void resolve(Connection connection) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT pg_catalog.to_regclass(?)::pg_catalog.oid::bigint")) {
            for (RecordedStatement statement : judged.keySet()) {
                for (WrittenTable table : WrittenTable.in(statement.text())) {
                    if (!tables.containsKey(table.name())) {
                        query.setString(1, table.name());
                        try (ResultSet row = query.executeQuery()) {
                            row.next();
                            tables.put(table.name(), row.getLong(1));
                        }
                    }
                }
            }
        }
    }

    @Override
    public void ran(String revision, Connection connection) throws SQLException {
        Preparation preparation = new Preparation(connection);
        for (Map.Entry<RecordedStatement, Preparation.Prepared> statement : judged.entrySet()) {
            try {
                preparation.again(statement.getValue());
                broken.remove(statement.getKey());
            } catch (SQLException failure) {
                rethrowOther(failure);
                broken.putIfAbsent(
                        statement.getKey(), broken(statement.getKey(), statement.getValue(), revision, failure));
            }
        }
    }

    private static void rethrowOther(SQLException failure) throws SQLException {
        String state = ServerErrors.stateOf(failure);
        if (!ServerErrors.isOfServer(failure) || state.length() < 2 || OTHER_CLASSES.contains(state.substring(0, 2))) {
            throw failure;
        }
    }

    private static SurvivalReport.Broken broken(
            RecordedStatement statement, Preparation.Prepared prepared, String revision, SQLException failure) {
        int begin = Optional.of(failure)
                .filter(PSQLException.class::isInstance)
                .map(error -> ((PSQLException) error).getServerErrorMessage())
                .map(ServerErrorMessage::getPosition)
                .orElse(0);
        boolean asRecorded = prepared.text().equals(statement.text());
        return new SurvivalReport.Broken(
                statement,
                revision,
                ServerErrors.stateOf(failure),
                ServerErrors.describe(failure),
                asRecorded ? Math.max(0, begin - Preparation.before(prepared).length()) : 0);
    }

    /** The findings, after the rehearsal. */
    public SurvivalReport report(RehearsalReport rehearsal) {
        RowDemands demands = RowDemands.of(rehearsal);
        List<SurvivalReport.Failing> failing = new ArrayList<>();
        Map<RowDemands.Condition, Set<RecordedStatement>> risks = new LinkedHashMap<>();
        judged.keySet().stream()
                .filter(statement -> !broken.containsKey(statement))
                .forEach(statement -> judgeRows(statement, demands, failing, risks));
        return new SurvivalReport(
                rehearsal,
                judged.size(),
                List.copyOf(broken.values()),
                failing,
                risks.entrySet().stream()
                        .map(risk -> new SurvivalReport.Risk(
                                risk.getKey().revision(), risk.getKey().description(), List.copyOf(risk.getValue())))
                        .toList(),
                unjudged,
                recorded.omitted());
    }

    /** Adds what the rows that a statement writes lack, and the conditions that they may not fulfil. */
    private void judgeRows(
            RecordedStatement statement,
            RowDemands demands,
            List<SurvivalReport.Failing> failing,
            Map<RowDemands.Condition, Set<RecordedStatement>> risks) {
        for (WrittenTable table : WrittenTable.in(statement.text())) {
            long oid = tables.getOrDefault(table.name(), 0L);
            demands.missing(oid, table)
                    .ifPresent(column -> failing.add(
                            new SurvivalReport.Failing(statement, column.revision(), column.name(), column.reason())));
            demands.conditions(oid)
                    .forEach(condition -> risks.computeIfAbsent(condition, none -> new LinkedHashSet<>())
                            .add(statement));
        }
    }
}
