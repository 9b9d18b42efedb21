// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.springframework.jdbc.core.JdbcTemplate;

import dev.migration.batch.BlockKey;
import dev.migration.batch.KeyRange;
import dev.migration.execution.report.BatchProblem;
import dev.migration.execution.statement.StepStatement;
import dev.migration.sql.Quoting;
import dev.migration.version.batch.BatchReader;
import dev.migration.version.batch.BatchStatements;

/**
 * The rows that satisfy the filter of a statement after its last batch: the application has written them meanwhile, in their old form.
 * If the statement has made its filter false for every row that it changed, another pass changes them. Otherwise the filter shows
 * nothing, and only the ranges count.
 */
record LeftRows(BatchSession run, BatchTransactions transactions) {

    private static final int MOST_PASSES = 3;

    /** Begins another pass if rows are left; fails if the application writes such rows during each pass. */
    boolean beginAgain(RunningBatch batch) throws Exception {
        boolean measurable = batch.statement().isMeasurable()
                && batch.work().batch().checked()
                && batch.state().rows().kept() == 0
                && batch.state().max().isPresent();
        long left = measurable ? count(batch) : 0;
        if (left > 0 && batch.state().pass() % MOST_PASSES == 0) {
            throw batch.work().failure(problem(batch, left));
        }
        if (left > 0) {
            again(batch);
        }
        return left > 0;
    }

    private long count(RunningBatch batch) throws Exception {
        List<String> values = new ArrayList<>();
        List<String> aside = new ArrayList<>();
        transactions.run(sink -> {
            sink.addAll(run.frame().begin(batch.work().task()));
            sink.addAll(run.frame().end());
            sink.flush();
            aside.addAll(new BatchReader(run.session().jdbc(), run.context().tables())
                    .errors(batch.work().id()));
            sink.finish(List.of(), List.of());
        });
        transactions.run(sink -> {
            sink.addAll(run.frame().begin(batch.work().task()));
            sink.add(new StepStatement.Query(query(batch, aside), values::add));
            sink.addAll(run.frame().end());
            sink.finish(List.of(), List.of());
        });
        return Long.parseLong(values.get(0));
    }

    private static String query(RunningBatch batch, List<String> aside) {
        String alias = batch.statement().alias();
        // Rows behind the end are not left to the application if a trigger gives them their new form.
        String rows = batch.table().key() instanceof BlockKey
                        || batch.work().trigger().isNeeded()
                ? "true"
                : batch.key()
                        .range(
                                alias,
                                new KeyRange(Optional.empty(), batch.rest().upTo()));
        String others = aside.isEmpty()
                ? ""
                : " AND " + batch.key().json(alias) + " OPERATOR(pg_catalog.<>) ALL (ARRAY["
                        + aside.stream().map(Quoting::literal).collect(Collectors.joining(", "))
                        + "]::pg_catalog.jsonb[])";
        return batch.statement().left("pg_catalog.count(*)", rows + others);
    }

    private void again(RunningBatch batch) throws Exception {
        List<String> end = new ArrayList<>();
        transactions.run(sink -> {
            sink.addAll(run.frame().begin(batch.work().task()));
            sink.flush();
            end.add(end(batch));
            sink.addAll(run.frame().end());
            sink.finish(
                    run.frame().tables(),
                    List.of(new BatchStatements(
                                    run.context().tables(), batch.work().id())
                            .again(batch.state(), end.get(0))));
        });
        batch.become(batch.state().again(end.get(0)));
    }

    private String end(RunningBatch batch) throws BatchProblem {
        JdbcTemplate jdbc = run.session().jdbc();
        if (batch.table().key() instanceof BlockKey) {
            return BlockKey.endOf(new BatchTableReader(jdbc, true).blocks(batch.table()) - 1);
        }
        return batch.work().trigger().isNeeded()
                ? BatchStart.max(jdbc, batch.table()).orElseThrow()
                : batch.state().max().orElseThrow();
    }

    private static BatchProblem problem(RunningBatch batch, long left) {
        return new BatchProblem(
                left + " rows of " + batch.table().name() + " still satisfy the filter after "
                        + batch.state().pass() + " passes: the application writes them in their old form",
                BatchProblem.LEFT,
                (batch.work().code().isEmpty() ? "Write 'with-trigger=NAME' into '@batch', or let" : "Let")
                        + " the application or a trigger write the new form first, in an earlier"
                        + " revision. Or write 'check=none' if such rows may be left. Then start again.",
                null);
    }
}
