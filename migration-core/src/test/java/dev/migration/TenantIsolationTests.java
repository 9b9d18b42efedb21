// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.migration.tenant.InvalidTenantsException;
import dev.migration.tenant.TenantSettings.OnFailure;
import dev.migration.tenant.TenantState;
import dev.migration.tenant.TenantState.Condition;
import dev.migration.tenant.TenantStates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A script of one tenant, or another session, does not affect the other tenants. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class TenantIsolationTests extends TenantTestBase {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET search_path = t001;",
                "RESET ALL;",
                "SELECT set_config('search_path', 't001', false);",
                "SET SESSION AUTHORIZATION DEFAULT; RESET search_path;",
                "DISCARD ALL;",
                "CREATE TEMP TABLE b (x int); SET search_path = pg_temp, t001;",
                "CREATE TEMP TABLE migration_revision (revision text); CREATE TEMP TABLE migration_history (id int);",
                "SELECT pg_advisory_unlock_all();",
                "SET default_transaction_read_only = on;",
            })
    void noScriptMakesLaterRevisionsRunElsewhere(String hostile) {
        String[] names = schemas(3);
        revisions.irreversible("h", "", hostile).table("b", "h");

        tenants(builder(), settings(1, OnFailure.CONTINUE), names).upgradeAll().requireComplete();

        assertThat(tablesIn("public")).isEmpty();
        for (String name : names) {
            assertThat(tablesIn(name)).as(name).containsExactly("b");
            assertThat(appliedIn(name)).as(name).containsExactly("h", "b");
        }
    }

    @Test
    void aTenantWhoseStateIsLockedHidesNoOther() throws SQLException {
        revisions.table("a", "");
        String[] names = schemas(3);
        tenants(names).upgradeAll();

        TenantStates states;
        try (Connection other = database.dataSource().getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE t002.migration_revision");
            // On another thread: if it waits, the lock must be released nevertheless.
            states = CompletableFuture.supplyAsync(() -> tenants(names).states())
                    .completeOnTimeout(new TenantStates(List.of()), 60, TimeUnit.SECONDS)
                    .join();
            other.rollback();
        }

        assertThat(states.all())
                .extracting(TenantState::condition)
                .containsExactly(Condition.UP_TO_DATE, Condition.UNREADABLE, Condition.UP_TO_DATE);
        assertThat(states.all().get(1).detail()).contains("55P03");
    }

    @Test
    void aNameThatWouldWriteALineIntoTheLogIsRefused() {
        revisions.table("a", "");

        assertThatExceptionOfType(InvalidTenantsException.class)
                .isThrownBy(
                        () -> tenants("x\nERROR Tenant y failed", "z\u001b[31m").upgradeAll())
                .satisfies(refused -> assertThat(refused.problem())
                        .contains("'x?ERROR Tenant y failed' has a control character")
                        .contains("'z?[31m'"));
    }
}
