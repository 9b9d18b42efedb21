// SPDX-License-Identifier: Apache-2.0
package dev.migration.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The columns that an UPDATE changes. */
record SetClause(TokenList tokens) {

    private static final Set<String> END = Set.of("from", "where", "returning");

    List<String> columns() {
        List<String> columns = new ArrayList<>();
        boolean begins = true;
        while (!tokens.atEnd() && !isEnd()) {
            if (begins) {
                target(columns);
            }
            begins = tokens.word().equals(",");
            if (!isEnd()) {
                tokens.skipNested();
            }
        }
        return columns;
    }

    private boolean isEnd() {
        return END.contains(tokens.word()) && !tokens.wordAt(tokens.place() - 1).equals("distinct");
    }

    private void target(List<String> columns) {
        if (tokens.word().equals("(")) {
            int begin = tokens.place();
            tokens.skipNested();
            int end = tokens.place();
            tokens.moveTo(begin + 1);
            while (tokens.place() < end - 1) {
                tokens.name().ifPresent(columns::add);
                tokens.skip();
            }
            tokens.moveTo(end);
        } else {
            tokens.name().ifPresent(columns::add);
            tokens.skip();
        }
    }
}
