// SPDX-License-Identifier: Apache-2.0
package dev.migration.offline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.migration.execution.session.SessionSettings;
import dev.migration.execution.session.StateTablesSetup;
import dev.migration.execution.session.ToolVersion;
import dev.migration.execution.statement.TransactionStatements;
import dev.migration.plan.Plan.Operation;
import dev.migration.plan.Step;
import dev.migration.plan.UpgradePolicies;
import dev.migration.plan.UpgradePolicy;
import dev.migration.revision.Revision;
import dev.migration.sql.Quoting;
import dev.migration.version.AppliedRevision;
import dev.migration.version.table.StateConditions;
import dev.migration.version.table.StateStatement;
import dev.migration.version.table.StateStatements;
import dev.migration.version.table.StateTableCheck;
import dev.migration.version.table.StateTableFaults;
import dev.migration.version.table.StateTableStatements;

/**
 * The begin of a text. Only its last part changes the database.
 *
 * <ol>
 *   <li>Sets psql to stop at the first error and to commit only explicitly.
 *   <li>Refuses an environment that the text does not support: an old psql or server, a surrounding transaction, another
 *       interpretation of backslashes.
 *   <li>Stores the settings of the session, to restore them between revisions.
 *   <li>Takes the migration lock, or stops.
 *   <li>Checks whether the applied revisions are those that the text assumes, or stops.
 *   <li>Creates the state tables if they are missing, and upgrades tables of an older format.
 * </ol>
 */
record OfflinePreamble(PsqlText text, PsqlSession session, StateTableNames names) {

    private static final String FOUND = "migration.found";

    void comments(OfflinePlan plan, String application) throws IOException {
        text.comment(plan.title() + ": " + plan.plan().steps().size()
                + (plan.plan().steps().size() == 1 ? " revision." : " revisions."));
        for (String note : plan.plan().notes()) {
            text.comment(note);
        }
        text.comment("Written for '" + application + "' by migration " + ToolVersion.get()
                + ". For psql 14 or newer, on a" + " connection that no pooler shares:");
        text.comment("  psql -X -q -v ON_ERROR_STOP=1 -f FILE");
    }

    void psqlSettings() throws IOException {
        text.line("\\set ON_ERROR_STOP on");
        text.line("\\set ON_ERROR_ROLLBACK off");
        text.line("\\set AUTOCOMMIT on");
        text.line("\\set SINGLELINE off");
        text.line("\\set FETCH_COUNT 0");
        text.utf8();
    }

    void requirements() throws IOException {
        text.require(
                ":VERSION_NUM OPERATOR(pg_catalog.>=) 140000 AND pg_catalog.current_setting('server_version_num')::int OPERATOR(pg_catalog.>=) 140000",
                "This text needs psql 14 or newer and PostgreSQL 14 or newer.",
                "Use a newer version.");
        text.require(
                "pg_catalog.transaction_timestamp() OPERATOR(pg_catalog.=) pg_catalog.statement_timestamp()",
                "This text contains its own transactions, and cannot run inside another one.",
                "Run psql without --single-transaction (-1), and not inside BEGIN.");
        text.require(
                "pg_catalog.current_setting('standard_conforming_strings')::boolean",
                "This server interprets backslashes in literals differently than this text assumes.",
                "Set standard_conforming_strings to on, or upgrade with the application.");
    }

    void prepareSession() throws IOException {
        text.statement(DriverTimeZone.statement());
        text.keep("SELECT pg_catalog.current_setting('role') AS " + PsqlSession.ROLE + ", coalesce(("
                + SessionSettings.CALLS + "), 'true AS nothing') AS "
                + PsqlSession.SETTINGS);
        text.keep("SELECT coalesce((" + names.schemaQuery() + "), '') AS " + StateTableNames.SCHEMA);
        text.require(
                "EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname OPERATOR(pg_catalog.=) :'"
                        + StateTableNames.SCHEMA + "')",
                "There is no schema for the state tables.",
                "Create it, or set the search_path to a schema that exists.");
        text.keep(names.keyQuery());
        for (String statement : session.keepAliveStatements()) {
            text.statement(statement);
        }
    }

    void lock() throws IOException {
        text.require(
                "pg_catalog.pg_try_advisory_lock(" + StateTableNames.lockKey() + ")",
                "Another session holds the migration lock: an application migrates this database now. Nothing was changed.",
                "Wait until it ends, and check the state of the database then: this text may be outdated.");
    }

    /** Stops if another object takes part in reading or changing the state tables. */
    void trust() throws IOException {
        String found = PsqlText.VARIABLE + "found";
        text.keep("SELECT (" + names.inText(StateTableFaults.asText(StateTableCheck.of(names.tables()))) + ") AS "
                + found);
        stopIf(found, Quoting.literal("The state tables cannot be trusted: "), "Do what the message says in brackets.");
    }

    /** Stops if the text in a variable is not empty. */
    private void stopIf(String found, String problem, String remedy) throws IOException {
        text.keep("SELECT :'" + found + "' OPERATOR(pg_catalog.<>) '' AS " + PsqlText.VARIABLE + "stop");
        text.line("\\if :" + PsqlText.VARIABLE + "stop");
        text.statement("SELECT pg_catalog.set_config('" + FOUND + "', :'" + found + "', false)");
        text.stop(
                problem + " OPERATOR(pg_catalog.||) pg_catalog.current_setting('" + FOUND
                        + "') OPERATOR(pg_catalog.||) '. Nothing was changed.'",
                remedy);
        text.line("\\endif");
    }

    /**
     * Stops if the applied revisions are not the assumed ones.
     *
     * @param repeatable the revisions of the text that it skips if they are applied, and continues if they are interrupted
     */
    void assumption(OfflinePlan plan, UpgradePolicies policies, List<String> repeatable) throws IOException {
        String found = PsqlText.VARIABLE + "found";
        text.keep("SELECT " + names.isMissing(names.revisionTable()) + " AS " + PsqlText.VARIABLE + "new");
        text.line("\\if :" + PsqlText.VARIABLE + "new");
        text.keep("SELECT " + Quoting.literal(plan.assumed().isEmpty() ? "" : "nothing is applied") + " AS " + found);
        text.line("\\else");
        text.keep(differences(plan, policies, repeatable) + " AS " + found);
        text.line("\\endif");
        stopIf(
                found,
                Quoting.literal("This text is for a database at " + places(plan) + ", and this database is not: "),
                "Check 'current', and write a new text from there, or run the command on the database itself.");
    }

    private static String places(OfflinePlan plan) {
        return plan.plan().before().isEmpty()
                ? "base"
                : String.join(", ", plan.plan().before());
    }

    /**
     * A query for the differences between the applied revisions and the assumed ones; its result is an empty text if there are
     * none.
     */
    private String differences(OfflinePlan plan, UpgradePolicies policies, List<String> repeatable) {
        String table = names.inText(names.tables().revisions());
        List<Revision> assumed =
                plan.assumed().stream().map(AppliedRevision::revision).toList();
        String known = array(Stream.concat(
                assumed.stream()
                        .flatMap(revision -> Stream.concat(Stream.of(revision.id()), revision.replaces().stream())),
                repeatable.stream()));
        return "SELECT pg_catalog.concat_ws('; ', 'not applied: ' OPERATOR(pg_catalog.||) (SELECT pg_catalog.string_agg(expected.id, ', ') FROM "
                + expected(assumed)
                + " WHERE NOT " + applied(table, "ARRAY[expected.id]")
                + " AND (expected.replaces OPERATOR(pg_catalog.=) '{}' OR NOT "
                + applied(table, "expected.replaces")
                + ")),\n  'also applied: ' OPERATOR(pg_catalog.||) (SELECT pg_catalog.string_agg(revision, ', ' ORDER BY ordinal) FROM "
                + table
                + " WHERE " + StateConditions.REVISION + " AND " + StateConditions.APPLIED
                + " AND revision OPERATOR(pg_catalog.<>) ALL ("
                + known
                + ")),\n  'interrupted: ' OPERATOR(pg_catalog.||) (SELECT pg_catalog.string_agg(revision, ', ' ORDER BY ordinal) FROM "
                + table
                + " WHERE " + StateConditions.INTERRUPTED + " AND revision OPERATOR(pg_catalog.<>) ALL ("
                + array(repeatable.stream()) + ")"
                + "),\n  'applied from another text: ' OPERATOR(pg_catalog.||) (SELECT pg_catalog.string_agg(revision, ', ' ORDER BY"
                + " ordinal) FROM " + table + " JOIN " + checksums(plan, policies)
                + " ON texts.id OPERATOR(pg_catalog.=) revision WHERE texts.checksum OPERATOR(pg_catalog.<>) " + table
                + ".checksum))";
    }

    private static String array(Stream<String> texts) {
        return texts.map(Quoting::literal).collect(Collectors.joining(", ", "ARRAY[", "]::pg_catalog.text[]"));
    }

    private static String applied(String table, String ids) {
        return "(SELECT pg_catalog.count(*) OPERATOR(pg_catalog.=) pg_catalog.cardinality(" + ids + ") FROM " + table
                + " WHERE revision OPERATOR(pg_catalog.=) ANY (" + ids + ") AND " + StateConditions.APPLIED + ")";
    }

    private static String expected(List<Revision> assumed) {
        return rows(
                assumed.stream()
                        .map(revision -> "(" + Quoting.literal(revision.id()) + ", ARRAY["
                                + revision.replaces().stream()
                                        .map(Quoting::literal)
                                        .collect(Collectors.joining(", "))
                                + "]::pg_catalog.text[])"),
                "(NULL::pg_catalog.text, NULL::pg_catalog.text[])",
                "expected (id, replaces)");
    }

    /**
     * An upgrade with edited scripts is refused as in an online run. A downgrade must revert the applied text, which only the
     * database contains.
     */
    private static String checksums(OfflinePlan plan, UpgradePolicies policies) {
        Operation operation = plan.plan().operation();
        List<String> reverted = plan.plan().steps().stream()
                .filter(step -> operation == Operation.DOWNGRADE && step.direction() == Step.Direction.DOWN)
                .map(step -> step.revision().id())
                .toList();
        boolean all = operation == Operation.UPGRADE && policies.edited() == UpgradePolicy.REFUSE;
        return rows(
                plan.assumed().stream()
                        .filter(revision -> all || reverted.contains(revision.id()))
                        .flatMap(revision -> revision.checksum().stream()
                                .map(checksum ->
                                        "(" + Quoting.literal(revision.id()) + ", " + Quoting.literal(checksum) + ")")),
                "(NULL::pg_catalog.text, NULL::pg_catalog.text)",
                "texts (id, checksum)");
    }

    private static String rows(Stream<String> rows, String none, String name) {
        String all = rows.collect(Collectors.joining(", "));
        return "(SELECT * FROM (VALUES " + (all.isEmpty() ? none : all) + ") AS given WHERE " + (!all.isEmpty())
                + ") AS " + name;
    }

    void tables(StateStatements statements, TransactionStatements transaction, PsqlStatementSink sink)
            throws IOException {
        for (TableChange change : changes(statements.ofTables())) {
            text.keep("SELECT " + change.condition() + " AS " + change.variable());
            text.line("\\if :" + change.variable());
            sink.add(TransactionStatements.begin("tables"));
            sink.add(transaction.lockCondition("(none)"));
            sink.addRows(change.statements());
            text.line("COMMIT;");
            text.line("\\endif");
        }
    }

    private List<TableChange> changes(StateTableStatements tables) {
        return List.of(
                new TableChange(
                        "new",
                        names.isMissing(names.revisionTable()) + " OR " + names.isMissing(names.historyTable()),
                        tables.create()),
                new TableChange(
                        "older_revisions", names.isOlder(names.revisionTable()), limited(tables.upgradeRevisions())),
                new TableChange(
                        "older_history", names.isOlder(names.historyTable()), limited(tables.upgradeHistory())));
    }

    /** A waiting ALTER TABLE makes every reader of the table wait, too: psql stops instead, before any revision. */
    private static List<StateStatement> limited(List<StateStatement> upgrade) {
        List<StateStatement> statements = new ArrayList<>(upgrade);
        statements.add(0, StateTableStatements.lockTimeout(StateTablesSetup.LONGEST_WAIT));
        return statements;
    }

    /** Statements that psql runs if a condition holds. */
    private record TableChange(String name, String condition, List<StateStatement> statements) {

        String variable() {
            return PsqlText.VARIABLE + name;
        }
    }
}
