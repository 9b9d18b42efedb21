// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.migration.batch.BatchFault;
import dev.migration.batch.BatchStatement;
import dev.migration.batch.BlockKey;
import dev.migration.execution.report.BatchProblem;
import dev.migration.execution.statement.StatementSink;
import dev.migration.execution.statement.StepStatement;
import dev.migration.sql.TokenHash;
import dev.migration.version.BatchState;
import dev.migration.version.BatchState.Rows;
import dev.migration.version.batch.BatchReader;
import dev.migration.version.batch.BatchStatements;
import dev.migration.version.batch.JobStatements;
import dev.migration.version.table.StateStatement;

/** Begins a batch, or finds where an earlier session has left it. */
final class BatchStart {

    private final BatchSession run;
    private final BatchWork work;
    private final BatchStatements rows;
    private @Nullable RunningBatch running;

    BatchStart(BatchSession run, BatchWork work) {
        this.run = run;
        this.work = work;
        this.rows = new BatchStatements(run.context().tables(), work.id());
    }

    RunningBatch begin(BatchTransactions transactions) throws Exception {
        if (work.trigger().isNeeded()) {
            transactions.run(this::createTrigger);
        }
        transactions.run(this::begin);
        return Objects.requireNonNull(running);
    }

    private void createTrigger(StatementSink sink) throws Exception {
        try {
            BatchStatement statement = statement(sink.readsBackslashesAsTheyAre());
            work.trigger().write(run.frame(), oneAtATime(), statement, sink);
        } catch (BatchProblem problem) {
            throw work.failure(problem);
        }
    }

    private void begin(StatementSink sink) throws Exception {
        sink.addAll(run.frame().begin(work.task()));
        sink.addAll(oneAtATime());
        sink.flush();
        JdbcTemplate jdbc = run.session().jdbc();
        try {
            BatchStatement statement = statement(sink.readsBackslashesAsTheyAre());
            BatchTable table = new BatchTableReader(jdbc, work.code().isEmpty()).read(work.batch());
            Optional<String> max = max(jdbc, table);
            // From here on with the role that writes the state.
            sink.addAll(run.frame().end());
            sink.flush();
            List<StateStatement> begun = new ArrayList<>();
            running = new RunningBatch(work, statement, table, state(jdbc, table, max, begun), rows);
            sink.addRows(create(jdbc));
            sink.addAll(run.frame().tables());
            sink.finish(List.of(), begun);
        } catch (BatchProblem problem) {
            throw work.failure(problem);
        }
    }

    /** Several workers may begin at the same time. */
    private List<StepStatement> oneAtATime() {
        return run
                .context()
                .job()
                .map(job -> new JobStatements(run.context().tables(), job.revision()).waitForTurn())
                .orElse(List.of())
                .stream()
                .<StepStatement>map(StepStatement.Ours::new)
                .toList();
    }

    private BatchStatement statement(boolean backslashesAsTheyAre) throws BatchProblem {
        String text = work.scripted().sql();
        BatchStatement.Parsed parsed = work.code().isPresent()
                ? BatchStatement.parseRows(work.batch(), text, backslashesAsTheyAre)
                : BatchStatement.parse(work.batch(), text, backslashesAsTheyAre);
        if (parsed.statement().isEmpty()) {
            BatchFault fault = parsed.faults().get(0);
            throw new BatchProblem(fault.problem(), fault.remedy() + " Then start again.");
        }
        return parsed.statement().get();
    }

    static Optional<String> max(JdbcTemplate jdbc, BatchTable table) {
        if (table.key() instanceof BlockKey) {
            return table.blocks() == 0 ? Optional.empty() : Optional.of(BlockKey.endOf(table.blocks() - 1));
        }
        return jdbc.queryForList(table.largest(), String.class).stream().findFirst();
    }

    private List<StateStatement> create(JdbcTemplate jdbc) {
        return new BatchReader(jdbc, run.context().tables()).exist()
                ? List.of()
                : BatchStatements.create(run.context().tables());
    }

    private BatchState state(JdbcTemplate jdbc, BatchTable table, Optional<String> max, List<StateStatement> begun)
            throws BatchProblem {
        BatchReader reader = new BatchReader(jdbc, run.context().tables());
        Optional<BatchState> found = reader.exist() ? reader.state(work.id()) : Optional.empty();
        String hash = TokenHash.of(work.scripted().sql());
        if (found.isPresent() && isSame(found.get(), table)) {
            boolean joins = run.context().job().isPresent()
                    && found.get().state() == BatchState.State.RUNNING
                    && found.get().statement().equals(hash);
            // Workers that join the others would wait for each other at the row.
            if (!joins) {
                begun.add(rows.resume(hash, work.batch().errors()));
            }
            return found.get();
        }
        if (found.isPresent()) {
            begun.addAll(rows.forget());
        }
        BatchState first = first(table, max, hash);
        begun.add(rows.begin(first, work.batch().errors()));
        return first;
    }

    private BatchState first(BatchTable table, Optional<String> max, String hash) {
        return new BatchState(
                table.name(),
                work.batch().key(),
                hash,
                BatchState.State.RUNNING,
                Optional.empty(),
                max,
                1,
                new Rows(table.estimate(), 0, 0, 0),
                BatchSize.FIRST,
                0,
                "{}");
    }

    /** @throws BatchProblem if the ranges that are done have no meaning any more */
    private boolean isSame(BatchState found, BatchTable table) throws BatchProblem {
        boolean same = found.table().equals(table.name())
                && found.key().equals(work.batch().key());
        boolean begun = found.last().isPresent() || found.pass() > 1 || found.errors() > 0;
        if (!same && begun) {
            throw new BatchProblem(
                    "the batch was begun with 'table=" + found.table() + " key=" + String.join(",", found.key())
                            + "', and rows up to " + found.last().orElse("the last one") + " are done",
                    "Write that table and key again. Or revert by hand what is done, and record it: resolve "
                            + work.id().revision() + " --rolled-back. Then start again.");
        }
        return same;
    }
}
