// SPDX-License-Identifier: Apache-2.0
package dev.migration.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import dev.migration.batch.StatementForm.Span;

/** The assignments of an UPDATE, which begin at the current token. */
record SetClause(TokenList tokens) {

    private static final Set<String> END = Set.of("from", "where", "returning");

    /**
     * One assignment.
     *
     * @param columns the columns that it changes, as written
     * @param single whether it has the form {@code column = expression}
     * @param expression what is behind the equals sign
     */
    record Assignment(List<String> columns, boolean single, Span expression) {}

    List<Assignment> assignments() {
        List<Assignment> assignments = new ArrayList<>();
        while (!tokens.atEnd() && !isEnd()) {
            assignments.add(assignment());
            tokens.accept(",");
        }
        return assignments;
    }

    private Assignment assignment() {
        List<String> columns = new ArrayList<>();
        boolean list = target(columns);
        boolean single = !list && tokens.word().equals("=");
        skipTo("=");
        tokens.accept("=");
        int begin = tokens.place();
        skipTo(",");
        return new Assignment(columns, single, new Span(begin, tokens.place()));
    }

    private void skipTo(String word) {
        while (!tokens.atEnd() && !isEnd() && !tokens.word().equals(word)) {
            tokens.skipNested();
        }
    }

    private boolean isEnd() {
        return END.contains(tokens.word()) && !tokens.wordAt(tokens.place() - 1).equals("distinct");
    }

    /** Reads the columns; returns whether they are a list in parentheses. */
    private boolean target(List<String> columns) {
        if (!tokens.word().equals("(")) {
            tokens.name().ifPresent(columns::add);
            tokens.skip();
            return false;
        }
        int begin = tokens.place();
        tokens.skipNested();
        int end = tokens.place();
        tokens.moveTo(begin + 1);
        while (tokens.place() < end - 1) {
            tokens.name().ifPresent(columns::add);
            tokens.skip();
        }
        tokens.moveTo(end);
        return true;
    }
}
