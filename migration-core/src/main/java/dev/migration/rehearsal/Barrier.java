// SPDX-License-Identifier: Apache-2.0
package dev.migration.rehearsal;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;

import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

import dev.migration.execution.failure.TransactionEndedException;
import dev.migration.execution.report.BatchFailure;
import dev.migration.execution.session.MigrationSession;
import dev.migration.execution.session.SimpleProtocol;

/**
 * Prevents a transaction from being committed, whoever tries.
 *
 * <ol>
 *   <li>A deferred constraint trigger on a temporary table raises an error before every COMMIT, END, PREPARE TRANSACTION and COMMIT AND
 *       CHAIN. Its event is queued already: neither session_replication_role nor DISABLE TRIGGER nor DROP TABLE removes it.
 *   <li>All other transactions of the session are read-only, so that nothing can be written after a ROLLBACK.
 *   <li>After each statement, {@link #requireOpen} checks that it is still the same transaction and that the trigger exists, before
 *       another statement can follow: inside a transaction block, no procedure and no DO block can commit.
 * </ol>
 */
final class Barrier {

    /** An SQLSTATE of this library, with which the trigger refuses. */
    static final String STATE = "MG007";

    /** To be sent before the transaction begins, and again after each reset of the session. */
    static final String READ_ONLY = "SET default_transaction_read_only = on";

    private static final String PASS = "migration.rehearsal";

    private final MigrationSession session;
    private final String simpleName;
    private final String name;
    private final String token;
    private String transaction = "";
    private String table = "";

    private Barrier(MigrationSession session) {
        this.session = session;
        SecureRandom random = new SecureRandom();
        this.simpleName = "migration_rehearsal_" + new BigInteger(64, random).toString(Character.MAX_RADIX);
        this.name = "pg_temp." + simpleName;
        this.token = new BigInteger(128, random).toString(Character.MAX_RADIX);
    }

    /** Closes the open transaction of a session for every COMMIT. */
    static Barrier in(MigrationSession session) throws SQLException {
        Barrier barrier = new Barrier(session);
        barrier.send(List.of(
                "CREATE FUNCTION " + barrier.name
                        + "() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp"
                        + " AS $barrier$BEGIN IF pg_catalog.current_setting('" + PASS
                        + "', true) OPERATOR(pg_catalog.=) '"
                        + barrier.token + "' THEN RETURN NULL; END IF; RAISE EXCEPTION USING ERRCODE = '" + STATE
                        + "', MESSAGE = 'a rehearsal cannot be committed'; END$barrier$",
                "CREATE TEMPORARY TABLE " + barrier.name + " (closed int)",
                "CREATE CONSTRAINT TRIGGER " + barrier.simpleName + " AFTER INSERT ON " + barrier.name
                        + " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION " + barrier.name + "()",
                // Also in a database whose sessions are replicas.
                "ALTER TABLE " + barrier.name + " ENABLE ALWAYS TRIGGER " + barrier.simpleName,
                // A script may have another role when the barrier is closed again.
                "GRANT INSERT ON " + barrier.name + " TO PUBLIC",
                barrier.close()));
        barrier.transaction = session.query("SELECT pg_catalog.pg_current_xact_id()::pg_catalog.text")
                .orElseThrow();
        barrier.table = session.query("SELECT '" + barrier.name + "'::pg_catalog.regclass::pg_catalog.oid")
                .orElseThrow();
        return barrier;
    }

    /** The id of the transaction. */
    String transaction() {
        return transaction;
    }

    /**
     * Runs a {@code SET CONSTRAINTS} of a script, for which the trigger must be silent; nothing else. Then the barrier is closed again.
     * If it fails, the caller rolls back to a savepoint before this call, or ends the transaction.
     */
    <T> T whileSilent(Callable<T> setConstraints) throws Exception {
        send(List.of("SELECT pg_catalog.set_config('" + PASS + "', '" + token + "', true)"));
        T result = setConstraints.call();
        send(List.of(
                "SELECT pg_catalog.set_config('" + PASS + "', '', true)",
                "SET CONSTRAINTS " + name + " DEFERRED",
                close()));
        return result;
    }

    /**
     * Checks that a statement has neither ended the transaction nor removed the trigger.
     *
     * @return the position in the WAL
     * @throws TransactionEndedException if it has ended it
     */
    long requireOpen() throws SQLException {
        TransactionState state =
                session.connection().unwrap(BaseConnection.class).getTransactionState();
        if (state != TransactionState.OPEN) {
            throw TransactionEndedException.ended();
        }
        String answer = session.query("SELECT pg_catalog.concat(pg_catalog.pg_current_xact_id_if_assigned(), ' ',"
                        + " pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_insert_lsn(), '0/0'), ' ',"
                        + " EXISTS (SELECT FROM pg_catalog.pg_trigger t WHERE t.tgrelid OPERATOR(pg_catalog.=) " + table
                        + "::pg_catalog.oid AND t.tgenabled OPERATOR(pg_catalog.=) 'A'))")
                .orElseThrow();
        String[] words = answer.split(" ");
        if (!words[0].equals(transaction)) {
            throw TransactionEndedException.ended();
        }
        if (!words[2].equals("t")) {
            throw new SQLException("a statement removed the trigger that prevents the COMMIT of a rehearsal", STATE);
        }
        return Long.parseLong(words[1]);
    }

    private String close() {
        return "INSERT INTO " + name + " VALUES (1)";
    }

    private void send(List<String> statements) throws SQLException {
        try {
            SimpleProtocol.send(session.connection(), statements, notice -> {});
        } catch (BatchFailure failure) {
            throw failure.error();
        }
    }
}
