// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.proof;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import dev.migration.autogenerate.catalog.Item;
import dev.migration.autogenerate.catalog.Schema;
import dev.migration.autogenerate.kind.relation.ColumnTypeChange;
import dev.migration.autogenerate.plan.Step;
import dev.migration.autogenerate.stage.ColumnExchange;
import dev.migration.autogenerate.stage.ColumnParts;
import dev.migration.autogenerate.stage.ExchangeObstacles;
import dev.migration.autogenerate.stage.Stage;
import dev.migration.autogenerate.text.SectionText;
import dev.migration.schema.SchemaGraph;
import dev.migration.schema.SchemaObject;

/**
 * Writes type changes that would rewrite a table as several revisions: expand, fill in batches, build, exchange.
 *
 * <p>Each exchange is tried alone first. One that the server refuses is written as a plain {@code ALTER COLUMN … TYPE}, with the reason
 * in its comment. Then all of them run together, and each stage is reverted again.
 */
public final class StagedWriter {

    private static final String REWRITES = "-- Rewrites the table under ACCESS EXCLUSIVE";

    private final Trial trial;
    private final Writer.Form form;
    private final SchemaGraph start;
    private final SchemaGraph to;
    private final Map<SchemaObject, String> obstacles = new LinkedHashMap<>();

    /**
     * A writer for two states.
     *
     * @param trial contains the first state
     */
    public StagedWriter(Trial trial, Writer.Form form, SchemaGraph start, SchemaGraph to) {
        this.trial = trial;
        this.form = form;
        this.start = start;
        this.to = to;
    }

    /**
     * Several revisions.
     *
     * @param stages in order
     * @param last what the upgrade of the last one reached
     */
    public record Staged(List<Stage> stages, Written last) {}

    /**
     * A stage before its downgrade is written.
     *
     * @param back the first statements of the downgrade
     * @param before the state to which the downgrade leads
     */
    private record Draft(String title, List<Step> upgrade, List<Step> back, SchemaGraph before) {}

    /**
     * Writes the stages.
     *
     * @return empty if no column can be exchanged; then the copy is in the first state again
     */
    public Optional<Staged> write() throws SQLException {
        List<ColumnExchange> exchanges = possible();
        if (exchanges.isEmpty()) {
            return Optional.empty();
        }
        Optional<Staged> staged = write(exchanges);
        if (staged.isEmpty()) {
            exchanges.forEach(
                    one -> obstacles.put(one.from().object(), "other changes of the same revision forbid it"));
            restart();
        }
        return staged;
    }

    private Optional<Staged> write(List<ColumnExchange> exchanges) throws SQLException {
        List<Draft> drafts = new ArrayList<>();
        drafts.add(new Draft("add the columns beside", run(each(exchanges, ColumnExchange::expand)), List.of(), start));
        SchemaGraph expanded = trial.read();
        drafts.add(new Draft(
                "fill them", run(each(exchanges, one -> List.of(one.fill(form.spelling())))), List.of(), expanded));
        List<Step> build = run(each(exchanges, one -> new ColumnParts(one).build()));
        if (!build.isEmpty()) {
            drafts.add(new Draft("build what belongs to them", build, List.of(), expanded));
        }
        SchemaGraph built = trial.read();
        List<Step> exchanged = run(each(exchanges, ColumnExchange::exchange));
        SchemaGraph after = trial.read();
        Written rest = Writer.write(trial, after, to, form);
        boolean isApart = needsOwnRevision(rest);
        if (!rest.isComplete() || isApart && hasIdentity(exchanges)) {
            return Optional.empty();
        }
        List<Step> back = each(exchanges, ColumnExchange::exchangeBack);
        if (isApart) {
            drafts.add(new Draft("exchange the columns", exchanged, back, built));
            drafts.add(new Draft("", rest.steps(), List.of(), after));
            return reverted(drafts, rest);
        }
        Written last = rest.after(exchanged);
        drafts.add(new Draft("", last.steps(), back, built));
        return reverted(drafts, last);
    }

    private static List<Step> each(List<ColumnExchange> exchanges, Function<ColumnExchange, List<Step>> steps) {
        return exchanges.stream().flatMap(one -> steps.apply(one).stream()).toList();
    }

    private static boolean hasIdentity(List<ColumnExchange> exchanges) {
        return exchanges.stream().anyMatch(one -> !one.to().value("attidentity").isEmpty());
    }

    /** The exchange is one transaction. */
    private static boolean needsOwnRevision(Written rest) {
        return SectionText.needsCommits(rest.steps())
                || rest.steps().stream().anyMatch(step -> step.sql().contains(" CONCURRENTLY "));
    }

    /** The downgrades, from the last one to the first one, in the form that can share a transaction. */
    private Optional<Staged> reverted(List<Draft> drafts, Written last) throws SQLException {
        Deque<Stage> stages = new ArrayDeque<>();
        Writer.Form plain = new Writer.Form(false, form.spelling());
        for (int i = drafts.size() - 1; i >= 0; i--) {
            Draft draft = drafts.get(i);
            List<Step> back = run(draft.back());
            Written written = Writer.write(trial, draft.before(), plain).after(back);
            if (!written.isComplete()) {
                return Optional.empty();
            }
            stages.addFirst(new Stage(draft.title(), draft.upgrade(), written.steps()));
        }
        return Optional.of(new Staged(List.copyOf(stages), last));
    }

    /** The steps as they ran: in the spelling of the form. */
    private List<Step> run(List<Step> steps) throws SQLException {
        List<Step> spelled = new ArrayList<>();
        for (Step step : steps) {
            Step written = new Step(step.object(), form.spelling().of(step.sql()));
            trial.execute(written.sql());
            spelled.add(written);
        }
        return spelled;
    }

    private void restart() throws SQLException {
        Writer.write(trial, start, Writer.Form.plain());
    }

    /** Whether statements ran in the copy, which is in the first state again, but has other positions of columns. */
    public boolean hasTried() {
        return !obstacles.isEmpty();
    }

    /** The plain statements, with the reason why they are not staged. */
    public Written explained(Written plain) {
        List<Step> steps = plain.steps().stream()
                .map(step -> new Step(
                        step.object(),
                        Optional.ofNullable(obstacles.get(step.object()))
                                .filter(reason -> step.sql().contains(REWRITES))
                                .map(reason ->
                                        "-- Not exchanged for a column beside it: " + reason + ".\n" + step.sql())
                                .orElse(step.sql())))
                .toList();
        return new Written(steps, plain.end(), plain.unwritten(), plain.moved(), plain.failures());
    }

    /** The exchanges that the server accepts, at most one of a table. */
    private List<ColumnExchange> possible() throws SQLException {
        List<ColumnExchange> possible = new ArrayList<>();
        Set<String> tables = new HashSet<>();
        for (ColumnExchange candidate : candidates()) {
            Optional<String> known = tables.contains(candidate.table())
                    ? Optional.of("another column of the table is exchanged in the same revisions")
                    : ExchangeObstacles.of(candidate);
            Optional<String> obstacle = known.isPresent() ? known : attempt(candidate);
            obstacle.ifPresent(reason -> obstacles.put(candidate.from().object(), reason));
            if (obstacle.isEmpty()) {
                tables.add(candidate.table());
                possible.add(candidate);
            }
        }
        return possible;
    }

    private List<ColumnExchange> candidates() {
        Schema before = Schema.of(start);
        List<ColumnExchange> candidates = new ArrayList<>();
        Schema.of(to)
                .items()
                .filter(item -> item.kind().equals("column"))
                .filter(item -> item.whole()
                        .filter(whole -> whole.kind().equals("table"))
                        .isPresent())
                .forEach(item -> before.find(item.object())
                        .filter(old -> isRewritten(old, item))
                        .ifPresent(old -> candidates.add(new ColumnExchange(old, item))));
        return candidates;
    }

    private static boolean isRewritten(Item old, Item item) {
        return ColumnTypeChange.rewrites(old.value("atttypid"), item.value("atttypid"));
    }

    /** Why the server refuses an exchange; afterwards the copy is in the first state. */
    private Optional<String> attempt(ColumnExchange exchange) throws SQLException {
        Optional<String> refusal = Optional.empty();
        try {
            run(exchange.expand());
            run(List.of(exchange.fill(form.spelling())));
            run(new ColumnParts(exchange).build());
            run(exchange.exchange());
        } catch (SQLException refused) {
            refusal = Optional.of(
                    String.valueOf(refused.getMessage()).lines().findFirst().orElse("it fails"));
        }
        restart();
        return refusal;
    }
}
