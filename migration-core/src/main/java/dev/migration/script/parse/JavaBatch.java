// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.parse;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.migration.batch.Batch;
import dev.migration.batch.BatchDirective;
import dev.migration.batch.BatchFault;
import dev.migration.batch.BatchStatement;
import dev.migration.script.RevisionHeader;
import dev.migration.script.SqlSection;
import dev.migration.sql.Position;
import dev.migration.sql.SqlInput;
import dev.migration.sql.SqlStatement;
import dev.migration.sql.StatementReader;

/** Reads the batches that the header of a Java revision declares. */
record JavaBatch(String source, FaultCollector faults) {

    private static final Position BEFORE_ROWS = new Position(0, 0, 1);

    /** The directive and the SELECT as a section; empty if the header has none, or if they have faults. */
    Optional<SqlSection> read(RevisionHeader header) {
        if (header.batch().isEmpty() && header.rows().isEmpty()) {
            return Optional.empty();
        }
        int before = faults.size();
        if (header.rows().isBlank() || header.batch().isBlank()) {
            faults.add(
                    0,
                    "@RevisionHeader has 'batch' or 'rows', and not both.",
                    "Write batch = \"table=NAME key=COLUMN\" and rows = \"SELECT … FROM NAME WHERE …\".");
        } else {
            BatchDirective directive = BatchDirective.parseForCode(header.batch());
            add(directive.faults());
            directive.batch().ifPresent(batch -> check(batch, header.rows()));
        }
        return faults.size() == before ? Optional.of(section(header)) : Optional.empty();
    }

    /** The first line of the SELECT is line 1 in reports. */
    private SqlSection section(RevisionHeader header) {
        String options = String.join(" ", header.batch().lines().toList());
        SqlSection section = SqlSection.of(source + ", rows", "-- @batch " + options + "\n" + header.rows());
        return new SqlSection(
                section.source(), BEFORE_ROWS, section.end(), section.oneTransaction(), section.batched());
    }

    private void check(Batch batch, String rows) {
        if (batch.isByBlocks()) {
            faults.add(
                    0,
                    "'key=ctid' has no meaning for code, which cannot name a row by it.",
                    "Write the columns of a unique index.");
        }
        if (batch.isInBackground()) {
            faults.add(0, "'mode=background' is not possible in Java.", "Delete it, or write an SQL revision.");
        }
        if (batch.trigger().isPresent()) {
            faults.add(0, "'with-trigger' is not possible in Java.", "Delete it, or write an SQL revision.");
        }
        List<SqlStatement> statements = statements(rows);
        if (statements.size() != 1) {
            faults.add(0, "'rows' is not one statement.", "Write one SELECT.");
        } else if (statements.get(0).annotation().isPresent()) {
            faults.add(
                    0,
                    "'rows' begins with the directive '"
                            + statements.get(0).annotation().get() + "'.",
                    "Write options into 'batch', and a comment without '@'.");
        } else {
            BatchStatement.parseRows(batch, rows, true).faults().forEach(this::add);
        }
    }

    /** The first two statements. */
    private static List<SqlStatement> statements(String text) {
        try (SqlInput input = SqlInput.of(text)) {
            StatementReader reader = new StatementReader(input, Position.START, () -> true);
            return Stream.of(reader.next(), reader.next())
                    .flatMap(Optional::stream)
                    .toList();
        }
    }

    private void add(List<BatchFault> found) {
        found.forEach(this::add);
    }

    private void add(BatchFault fault) {
        faults.add(0, fault.problem(), fault.remedy());
    }
}
