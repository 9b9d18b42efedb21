// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import dev.migration.sql.SqlInput;
import dev.migration.sql.SqlLexer;
import dev.migration.sql.Token;
import dev.migration.trace.CatalogObject;
import dev.migration.trace.RelationState;
import dev.migration.trace.RelationTrace;
import dev.migration.trace.StatementTrace;

/** One statement of a trace, and what is around it. */
public final class Situation {

    /** Tables, partitioned tables, materialized views, foreign tables. */
    private static final Set<String> TABLES = Set.of("r", "p", "m", "f");

    private static final int MOST_WORDS = 2_000;

    private final Course course;
    private final StatementTrace trace;
    private final int index;
    private final List<String> words;

    Situation(Course course, StatementTrace trace, int index) {
        this.course = course;
        this.trace = trace;
        this.index = index;
        this.words = words(trace.statement().statement().text());
    }

    public StatementTrace trace() {
        return trace;
    }

    /** The text of the statement. */
    public String text() {
        return trace.statement().statement().text();
    }

    /** Its words and symbols in lower case, except those in quotes. */
    public List<String> words() {
        return words;
    }

    /** Whether these words come one after the other anywhere in the statement. */
    public boolean says(String... sequence) {
        return Collections.indexOfSubList(words, List.of(sequence)) >= 0;
    }

    /** Whether the statement begins with these words. */
    public boolean begins(String... sequence) {
        return words.size() >= sequence.length
                && words.subList(0, sequence.length).equals(List.of(sequence));
    }

    /** Whether the statement takes no transaction: an index is built or dropped concurrently, for example. */
    public boolean isOutside() {
        return !trace.isInTransaction();
    }

    /** The major version of the server. */
    public int version() {
        return trace.settings().serverVersion() / 10_000;
    }

    /** Tables that existed before the trace and that the statement changed, read or locked; a partition only without its parent. */
    public List<TableChange> tables() {
        return trace.existing()
                .filter(relation -> TABLES.contains(relation.relation().fact("kind")))
                .filter(relation ->
                        parent(relation).filter(Situation::isAffected).isEmpty())
                .map(relation -> new TableChange(this, relation, family(relation)))
                .toList();
    }

    /** Every table that the statement changed or locked, also new ones and each partition. */
    public List<TableChange> everyTable() {
        return trace.relations().stream()
                .filter(relation -> TABLES.contains(relation.relation().fact("kind")))
                .map(relation -> new TableChange(this, relation, List.of(relation)))
                .toList();
    }

    /** The statements before this one in its transaction. */
    public List<Situation> earlierInTransaction() {
        return course.before(index).stream()
                .filter(other -> trace.isInTransaction() && other.trace.transaction() == trace.transaction())
                .toList();
    }

    /** All statements of the same file. */
    public List<Situation> revision() {
        return course.situations().stream().filter(this::isOfSameFile).toList();
    }

    /** The statements before this one in its file. */
    public List<Situation> earlierInRevision() {
        return course.before(index).stream().filter(this::isOfSameFile).toList();
    }

    private boolean isOfSameFile(Situation other) {
        return other.trace.statement().source().equals(trace.statement().source());
    }

    /** Whether an object outside relations was created by the trace. */
    public boolean isNew(CatalogObject object) {
        return course.isNew(object);
    }

    /** Whether the trace created the type of a value. */
    public boolean isNewType(CatalogObject label) {
        return course.isNewType(label.fact("typeid"));
    }

    /** Whether the trace creates an object of the same kind and name. */
    public boolean isReplaced(CatalogObject dropped) {
        return course.addsNamed(dropped);
    }

    /** Whether a relation of this name exists after the trace. */
    public boolean existsAtEnd(String schema, String name) {
        return course.existsAtEnd(schema, name);
    }

    /** A relation after the last statement of the trace. */
    public Optional<RelationState> end(long oid) {
        return course.end(oid);
    }

    private Optional<RelationTrace> parent(RelationTrace relation) {
        String parent = relation.relation().fact("parent");
        return parent.isEmpty() ? Optional.empty() : trace.relation(Long.parseLong(parent));
    }

    private static boolean isAffected(RelationTrace relation) {
        return relation.existedBefore()
                && (!relation.changes().isEmpty() || !relation.use().taken().isEmpty());
    }

    private List<RelationTrace> family(RelationTrace root) {
        List<RelationTrace> family = new ArrayList<>(List.of(root));
        for (int index = 0; index < family.size(); index++) {
            String oid = String.valueOf(family.get(index).oid());
            trace.relations().stream()
                    .filter(relation -> relation.relation().is("parent", oid) && !family.contains(relation))
                    .forEach(family::add);
        }
        return family;
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        SqlLexer lexer = new SqlLexer(SqlInput.of(text));
        for (Token token = lexer.next();
                token.kind() != Token.Kind.END && words.size() < MOST_WORDS;
                token = lexer.next()) {
            if (token.isSignificant()) {
                words.add(
                        token.kind() == Token.Kind.QUOTED
                                ? token.text()
                                : token.text().toLowerCase(Locale.ROOT));
            }
        }
        return words;
    }
}
