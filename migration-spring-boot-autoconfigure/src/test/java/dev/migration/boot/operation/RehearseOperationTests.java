// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.operation;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/** Rehearsals that are requested from a running application. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class RehearseOperationTests extends ShopTests {

    private static final String REHEARSE = "--migration.endpoint.operations=rehearse,upgrade";
    private static final String HEADS = "{\"target\":\"heads\"}";

    @BeforeEach
    void writeRevisions() {
        shop.revision("a1", "", "CREATE TABLE things AS SELECT i AS id FROM generate_series(1, 100) i")
                .revision("b2", "-- @revises a1", "ALTER TABLE things ALTER id TYPE bigint");
    }

    @Test
    void aRehearsalIsOfferedOnlyIfItIsPermitted() {
        var application = start(UPGRADE_PERMITTED, UPGRADES);

        HttpResponse<String> answer = Shop.post(application, "migrations/rehearse", HEADS);

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("migration.endpoint.operations=rehearse");
    }

    @Test
    void theReportIsReadInTheEndpointAndNothingIsCommitted() {
        var application =
                start("--migration.target=a1", UPGRADE_PERMITTED, REHEARSE, "--migration.endpoint.show-sql=always");

        HttpResponse<String> answer = Shop.post(application, "migrations/rehearse", HEADS);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(Shop.awaitOutcome(application)).isEqualTo("SUCCEEDED");
        String report = ".runs[0].rehearsal";
        assertThat(Shop.<String>read(application, "runs", report + ".end")).isEqualTo("COMPLETE");
        assertThat(Shop.<List<String>>read(application, "runs", report + ".revisions"))
                .containsExactly("b2");
        assertThat(Shop.<String>read(application, "runs", report + ".statements[0].result"))
                .isEqualTo("RAN");
        assertThat(Shop.<Integer>read(application, "runs", report + ".statements[0].rewritten"))
                .isEqualTo(1);
        assertThat(Shop.<List<String>>read(application, "runs", report + ".statements[0].locks[*].mode"))
                .contains("ACCESS_EXCLUSIVE");
        assertThat(Shop.<List<String>>read(application, "current", ".current")).containsExactly("a1");
        assertThat(Shop.<List<Object>>read(application, "runs", ".runs[0].revisions"))
                .isEmpty();
        assertThat(upgradeByRequest(application)).isEqualTo("SUCCEEDED");
    }

    @Test
    void aReaderWhoMayNotSeeSqlReadsNoNameOfATableAndNoMessage() {
        shop.revision("b2", "-- @revises a1", "ALTER TABLE things ADD hunter2 int; SELECT 'hunter2'::int");
        var application = start("--migration.target=a1", UPGRADE_PERMITTED, REHEARSE);

        Shop.post(application, "migrations/rehearse", HEADS);

        assertThat(Shop.awaitOutcome(application)).isEqualTo("SUCCEEDED");
        assertThat(Shop.<String>read(application, "runs", ".runs[0].rehearsal.end"))
                .isEqualTo("FAILED");
        assertThat(Shop.<List<String>>read(application, "runs", ".runs[0].rehearsal.statements[*].sqlState"))
                .containsExactly("22P02");
        assertThat(Shop.get(application, "migrations/runs").body()).doesNotContain("hunter2", "things");
    }

    @Test
    void oneRunAtATimeIsAcceptedAndOnlyTheLastReportIsKept() throws Exception {
        shop.revision("b2", "-- @revises a1", Shop.GATE);
        shop.closeGate();
        var application = start("--migration.target=a1", UPGRADE_PERMITTED, REHEARSE);
        Shop.post(application, "migrations/rehearse", HEADS);
        shop.awaitAtGate();

        for (String operation : List.of("rehearse", "upgrade")) {
            assertThat(Shop.post(application, "migrations/" + operation, HEADS).statusCode())
                    .isEqualTo(409);
        }
        shop.openGate();
        assertThat(Shop.awaitOutcome(application)).isEqualTo("SUCCEEDED");
        Shop.post(application, "migrations/rehearse", HEADS);
        assertThat(Shop.awaitOutcome(application)).isEqualTo("SUCCEEDED");

        assertThat(Shop.<List<String>>read(application, "runs", ".runs[*].rehearsal.end"))
                .containsExactly("COMPLETE");
    }

    @Test
    void anApplicationThatStopsCancelsItsRehearsal() throws Exception {
        shop.revision("b2", "-- @revises a1", "SET LOCAL statement_timeout = 0; SELECT pg_sleep(600)");
        var application = start("--migration.target=a1", UPGRADE_PERMITTED, REHEARSE);
        Shop.post(application, "migrations/rehearse", HEADS);
        shop.await("SELECT count(*) = 1 FROM pg_stat_activity WHERE query LIKE '%pg_sleep(600)%' AND state = 'active'"
                + " AND pid <> pg_backend_pid()");

        application.close();

        shop.await("SELECT count(*) = 0 FROM pg_stat_activity WHERE query LIKE '%pg_sleep(600)%' AND state = 'active'"
                + " AND pid <> pg_backend_pid()");
    }

    private ConfigurableApplicationContext start(String... arguments) {
        return shop.start(WebApplicationType.SERVLET, Application.class, arguments);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}
}
