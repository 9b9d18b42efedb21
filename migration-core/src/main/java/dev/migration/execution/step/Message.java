// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.step;

import java.sql.Connection;
import java.util.List;

import dev.migration.execution.report.BatchFailure;
import dev.migration.execution.report.ServerErrors;
import dev.migration.execution.session.SimpleProtocol;
import dev.migration.execution.statement.StepStatement;

/** Sends statements in one message, or in two if the value of one is needed and another one may return many rows. */
record Message(Connection connection, SimpleProtocol.NoticeListener notices) {

    /** Sends one statement of a script; the server refuses a text that has several. */
    void sendSingle(StepStatement statement) throws Exception {
        try {
            SimpleProtocol.sendSingle(connection, statement.sql(), notices);
        } catch (BatchFailure failure) {
            throw statement.explain(failure);
        }
    }

    void send(List<StepStatement> message) throws Exception {
        for (List<StepStatement> part : MessageParts.of(message)) {
            sendPart(part);
        }
    }

    private void sendPart(List<StepStatement> sent) throws Exception {
        List<String> texts = sent.stream().map(StepStatement::sql).toList();
        try {
            if (sent.stream().anyMatch(MessageParts::needsValue)) {
                SimpleProtocol.send(connection, texts, new Results(sent, notices));
            } else {
                SimpleProtocol.sendDiscardingRows(connection, texts, notices);
            }
        } catch (BatchFailure failure) {
            throw sent.get(failure.index()).explain(failure);
        }
    }

    /** Passes the value of each {@link StepStatement.Valued} to its listener. */
    private record Results(List<StepStatement> sent, SimpleProtocol.NoticeListener notices)
            implements SimpleProtocol.NoticeListener {

        @Override
        public void on(ServerErrors.Notice notice) {
            notices.on(notice);
        }

        @Override
        public void onValue(int statement, String value) {
            if (statement >= sent.size()) {
                return;
            }
            if (sent.get(statement) instanceof StepStatement.Valued valued) {
                valued.listener().accept(value);
            }
        }
    }
}
