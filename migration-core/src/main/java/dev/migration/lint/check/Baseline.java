// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.check;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import dev.migration.lint.Finding;
import dev.migration.sql.SqlInput;
import dev.migration.sql.SqlLexer;
import dev.migration.sql.Token;
import dev.migration.sql.TokenHash;

/**
 * Findings that an old project had when it began to lint: they are not reported again. A line is a rule and the hash of the statement's
 * tokens, so moved and formatted statements stay known.
 *
 * @param entries rule and hash, with a blank between them
 */
public record Baseline(Set<String> entries) {

    public static final Baseline EMPTY = new Baseline(Set.of());

    public Baseline {
        entries = Set.copyOf(entries);
    }

    /** Reads lines; what follows a {@code #} is a comment. */
    public static Baseline of(List<String> lines) {
        return new Baseline(lines.stream()
                .map(line -> line.replaceFirst("#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .collect(Collectors.toSet()));
    }

    /** The lines of a baseline with these findings. */
    public static List<String> lines(Collection<Finding> findings) {
        return findings.stream()
                .map(finding -> entry(finding) + "  # " + finding.statement().source() + ":" + finding.line())
                .distinct()
                .sorted()
                .toList();
    }

    public boolean contains(Finding finding) {
        return entries.contains(entry(finding));
    }

    private static String entry(Finding finding) {
        TokenHash hash = new TokenHash();
        SqlLexer lexer =
                new SqlLexer(SqlInput.of(finding.statement().statement().text()));
        for (Token token = lexer.next(); token.kind() != Token.Kind.END; token = lexer.next()) {
            hash.add(token);
        }
        return finding.rule() + " " + hash.value();
    }
}
