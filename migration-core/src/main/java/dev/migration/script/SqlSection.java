// SPDX-License-Identifier: Apache-2.0
package dev.migration.script;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.migration.batch.BatchDirective;
import dev.migration.script.location.ScriptSource;
import dev.migration.sql.Position;
import dev.migration.sql.SqlInput;
import dev.migration.sql.SqlLexer;
import dev.migration.sql.SqlStatement;
import dev.migration.sql.StatementReader;
import dev.migration.sql.StatementWords;
import dev.migration.sql.Token;
import dev.migration.sql.TransactionSupport;

/**
 * A section of a script. It holds a position and not the text, so that a script may be larger than the heap.
 *
 * @param start the position of its first character in {@code source}
 * @param end the offset after its last character
 * @param oneTransaction whether all its statements can run in one transaction
 * @param batched whether one of its statements runs in batches, each in a transaction of its own
 */
public record SqlSection(ScriptSource source, Position start, long end, boolean oneTransaction, boolean batched) {

    /** A section without batches. */
    public SqlSection(ScriptSource source, Position start, long end, boolean oneTransaction) {
        this(source, start, end, oneTransaction, false);
    }

    /** A section that consists of a whole text. */
    public static SqlSection of(String name, String text) {
        TransactionSupport transaction = new TransactionSupport();
        StatementWords words = new StatementWords();
        boolean batched = false;
        SqlLexer lexer = new SqlLexer(SqlInput.of(text));
        for (Token token = lexer.next(); token.kind() != Token.Kind.END; token = lexer.next()) {
            if (token.isSignificant()) {
                words.add(token);
                transaction.token(token);
            } else if (token.kind() == Token.Kind.TERMINATOR) {
                transaction.endOfStatement(words.list());
                words.clear();
            } else if (token.kind() == Token.Kind.LINE_COMMENT) {
                batched |= BatchDirective.is(token.text());
            }
        }
        transaction.endOfStatement(words.list());
        return new SqlSection(ScriptSource.of(name, text), Position.START, text.length(), transaction.fits(), batched);
    }

    /** Its statements that run in batches, in order. */
    public List<SqlStatement> batches() {
        if (!batched) {
            return List.of();
        }
        try (SqlInput input = open()) {
            StatementReader reader = new StatementReader(input, start, () -> true);
            return Stream.iterate(reader.next(), Optional::isPresent, last -> reader.next())
                    .flatMap(Optional<SqlStatement>::stream)
                    .filter(statement -> BatchDirective.of(statement).isPresent())
                    .toList();
        }
    }

    /** The number of its characters. */
    public long length() {
        return end - start.offset();
    }

    /** Opens the section for reading. */
    public SqlInput open() {
        SqlInput input = source.open();
        char[] skipped = new char[8192];
        long left = start.offset();
        while (left > 0) {
            int count = input.read(skipped, 0, (int) Math.min(left, skipped.length));
            if (count < 0) {
                input.close();
                throw new UncheckedIOException(new EOFException("'" + source.name() + "' became shorter while in use"));
            }
            left -= count;
        }
        return new Limited(input, length());
    }

    /** The whole text, in memory. */
    public String text() {
        StringBuilder text = new StringBuilder();
        char[] buffer = new char[8192];
        try (SqlInput input = open()) {
            for (int count = input.read(buffer, 0, buffer.length);
                    count >= 0;
                    count = input.read(buffer, 0, buffer.length)) {
                text.append(buffer, 0, count);
            }
        }
        return text.toString();
    }

    /** A reader of the parts of a text. */
    @FunctionalInterface
    public interface PartReader {
        void read(String part) throws IOException;
    }

    /** Reads the whole text in parts; no use of a variable is divided. */
    public void eachPart(PartReader reader) throws IOException {
        char[] buffer = new char[8192];
        StringBuilder pending = new StringBuilder();
        try (SqlInput input = open()) {
            for (int count = input.read(buffer, 0, buffer.length);
                    count >= 0;
                    count = input.read(buffer, 0, buffer.length)) {
                pending.append(buffer, 0, count);
                int whole = Variables.lengthOfWhole(pending);
                reader.read(pending.substring(0, whole));
                pending.delete(0, whole);
            }
        }
        reader.read(pending.toString());
    }

    private static final class Limited implements SqlInput {

        private final SqlInput input;
        private long left;

        Limited(SqlInput input, long length) {
            this.input = input;
            this.left = length;
        }

        @Override
        public int read(char[] target, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            int count = input.read(target, offset, (int) Math.min(length, left));
            left -= Math.max(0, count);
            return count;
        }

        @Override
        public void close() {
            input.close();
        }
    }
}
