// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.operation;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.actuate.audit.AuditEvent;
import org.springframework.boot.actuate.audit.AuditEventRepository;
import org.springframework.boot.actuate.audit.InMemoryAuditEventRepository;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/** Requests about batches and work in the background, which change a row and are answered at once. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class WorkOperationTests extends ShopTests {

    private static final String ALL = "--migration.endpoint.operations=upgrade,pause,resume,cancel,speed,approve";
    private static final String HOSTILE = "'; DROP TABLE migration_batch; --";

    @BeforeEach
    void writeRevisions() {
        shop.jdbc()
                .sql("CREATE TABLE t (id int PRIMARY KEY, v int NOT NULL DEFAULT 0)")
                .update();
        shop.jdbc()
                .sql("INSERT INTO t SELECT i FROM generate_series(1, 2000) i")
                .update();
        shop.revision("b1", "", "-- @batch table=t key=id mode=background approve=yes\nUPDATE t SET v = v + 1");
    }

    @ParameterizedTest
    @EnumSource(
            value = OperationType.class,
            names = {"PAUSE", "RESUME", "CANCEL", "SPEED", "APPROVE"})
    void withoutTheSettingNothingIsChanged(OperationType operation) {
        var application = start(UPGRADE_PERMITTED, "--migration.endpoint.operations=upgrade");

        HttpResponse<String> answer = request(application, operation.verb(), "b1");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(JsonPath.<String>read(answer.body(), "$.remedy"))
                .contains("migration.endpoint.operations=" + operation.verb());
        assertThat(job()).isEqualTo("WAITING");
        assertThat(audited(application)).containsExactly("MIGRATION_" + operation + "_REFUSED");
    }

    @Test
    void writeAccessIsNeededToo() {
        var application = start(ALL);

        assertThat(request(application, "approve", "b1").statusCode()).isEqualTo(405);
        assertThat(job()).isEqualTo("WAITING");
    }

    @Test
    void anApprovalIsAnsweredAtOnceAndWorkersBegin() {
        var application = start(UPGRADE_PERMITTED, ALL);

        HttpResponse<String> answer = request(application, "approve", "b1");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(JsonPath.<Map<String, Object>>read(answer.body(), "$"))
                .containsEntry("operation", "APPROVE")
                .containsEntry("database", "primary")
                .containsEntry("revision", "b1")
                .containsEntry("requestedBy", "anonymous");
        assertThat(JsonPath.<String>read(answer.body(), "$.job.state")).isEqualTo("QUEUED");
        assertThat(audited(application)).containsExactly("MIGRATION_APPROVE_SUCCEEDED");
        assertThat(shop.otherProcess().work()).containsExactly("b1");

        HttpResponse<String> again = request(application, "approve", "b1");

        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.body()).contains("Revision 'b1' has no unfinished work in the background.");
    }

    @Test
    void aRunOfThisApplicationIsPausedSlowedResumedAndCancelled() throws Exception {
        shop.revision("b1", "", "-- @batch table=t key=id\nUPDATE t SET v = v + 1");
        shop.jdbc()
                .sql("CREATE FUNCTION gate() RETURNS trigger LANGUAGE plpgsql AS"
                        + " $$ BEGIN PERFORM pg_advisory_xact_lock_shared(42); RETURN NULL; END $$")
                .update();
        shop.jdbc()
                .sql("CREATE TRIGGER gate AFTER UPDATE ON t EXECUTE FUNCTION gate()")
                .update();
        shop.closeGate();
        var application = start(UPGRADE_PERMITTED, ALL, "--migration.on-startup=none", "--migration.lock-timeout=60s");
        Shop.post(application, "migrations/upgrade", "{\"target\":\"heads\"}");
        shop.awaitAtGate();

        assertThat(batch(request(application, "pause", "b1"))).containsEntry("state", "PAUSED");
        shop.openGate();
        assertThat(batch(Shop.post(application, "migrations/speed", "{\"target\":\"b1\",\"speed\":\"90\"}")))
                .containsEntry("speed", 90)
                .containsEntry("state", "PAUSED");
        assertThat(Shop.<String>read(application, "runs", ".runs[0].outcome")).isEqualTo("RUNNING");
        assertThat(request(application, "pause", "b1").body()).contains("The batches of the revision 'b1' are PAUSED.");
        assertThat(batch(request(application, "cancel", "b1"))).containsEntry("state", "CANCELLED");
        assertThat(Shop.awaitOutcome(application)).isEqualTo("FAILED");
        assertThat(batch(request(application, "resume", "b1"))).containsEntry("state", "RUNNING");
        assertThat(upgradeByRequest(application)).isEqualTo("SUCCEEDED");

        assertThat(shop.jdbc()
                        .sql("SELECT min(v) = 1 AND max(v) = 1 FROM t")
                        .query(Boolean.class)
                        .single())
                .isTrue();
        assertThat(request(application, "cancel", "b1").body()).contains("The batches of the revision 'b1' are DONE.");
    }

    @ParameterizedTest
    @CsvSource({
        "pause, nowhere, 400, 'revision'",
        "pause, heads, 400, 'heads'",
        "pause, b1, 409, No batch of the revision 'b1' has begun.",
        "approve, -1, 400, '-1'",
    })
    void aRevisionThatCannotBeChangedIsRefused(String operation, String target, int status, String problem) {
        var application = start(UPGRADE_PERMITTED, ALL);

        HttpResponse<String> answer = request(application, operation, target);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(JsonPath.<String>read(answer.body(), "$.detail")).contains(problem.replace("'revision'", "nowhere"));
        assertThat(job()).isEqualTo("WAITING");
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"target\":\"b1\"}', The request for speed has no speed.",
        "'{\"target\":\"b1\",\"speed\":0}', The speed is 0.",
        "'{\"target\":\"b1\",\"speed\":101}', The speed is 101.",
        "'{\"target\":\"\",\"speed\":50}', The request for speed has no target.",
    })
    void aSpeedIsFromOneToOneHundred(String body, String problem) {
        var application = start(UPGRADE_PERMITTED, ALL);

        HttpResponse<String> answer = Shop.post(application, "migrations/speed", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JsonPath.<String>read(answer.body(), "$.detail")).isEqualTo(problem);
    }

    @ParameterizedTest
    @EnumSource(
            value = OperationType.class,
            names = {"PAUSE", "RESUME", "CANCEL", "SPEED", "APPROVE"})
    void hostileTextIsNoSqlAndNoOtherRevision(OperationType operation) {
        var application = start(UPGRADE_PERMITTED, ALL);

        for (String field : List.of("target", "database")) {
            String body = field.equals("target")
                    ? "{\"target\":\"" + HOSTILE + "\",\"speed\":50}"
                    : "{\"target\":\"b1\",\"database\":\"primary/" + HOSTILE + "\"}";
            assertThat(Shop.post(application, "migrations/" + operation.verb(), body)
                            .statusCode())
                    .isIn(400, 404);
        }
        assertThat(Shop.post(application, "migrations/speed", "{\"target\":\"b1\",\"speed\":\"" + HOSTILE + "\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(job()).isEqualTo("WAITING");
    }

    @Test
    void theEndpointListsTheWorkAndWhatAPersonHasToDo() {
        shop.jdbc().sql("UPDATE t SET id = 0 WHERE id = 1").update();
        shop.revision("b1", "", "-- @batch table=t key=id mode=background\nUPDATE t SET v = 1 / id");
        var application = start("--migration.endpoint.show-sql=always", "--migration.background.enabled=false");
        assertThatException().isThrownBy(() -> shop.otherProcess().work());

        assertThat(Shop.<List<String>>read(application, "work", ".work[*].revision"))
                .containsExactly("b1");
        assertThat(Shop.<String>read(application, "work", ".work[0].job.state")).isEqualTo("FAILED");
        assertThat(Shop.<String>read(application, "work", ".work[0].batches[0].table"))
                .isEqualTo("public.t");
        assertThat(Shop.<String>read(application, "work", ".neededActions[0].reason"))
                .isEqualTo("JOB_FAILED");
        assertThat(Shop.<String>read(application, "work", ".neededActions[0].remedy"))
                .isEqualTo("Correct the cause, then: approve b1.");
        assertThat(Shop.<String>read(application, "work", ".neededActions[0].detail"))
                .contains("division by zero");
        assertThat(Shop.get(application, "health").body()).doesNotContain("division by zero");
    }

    @Test
    void aCancelledBatchInTheBackgroundGoesOnByAnApproval() {
        shop.revision("b1", "", "-- @batch table=t key=id mode=background\nUPDATE t SET v = 1 / (id - 1500)");
        var application = start(UPGRADE_PERMITTED, ALL, "--migration.background.enabled=false");
        assertThatException().isThrownBy(() -> shop.otherProcess().work());
        shop.jdbc().sql("UPDATE migration_batch SET state = 'CANCELLED'").update();

        assertThat(Shop.<String>read(application, "work", ".neededActions[0].reason"))
                .isEqualTo("BATCH_CANCELLED");
        assertThat(Shop.<String>read(application, "work", ".neededActions[0].remedy"))
                .isEqualTo("Let them go on: approve b1.");
        assertThat(request(application, "resume", "b1").statusCode()).isEqualTo(409);
        assertThat(request(application, "approve", "b1").statusCode()).isEqualTo(200);
        assertThat(Shop.<List<Object>>read(application, "work", ".neededActions"))
                .isEmpty();
    }

    @Test
    void aChangeThatThePolicyLeavesToAPersonIsNamed() {
        shop.revision("b1", "", "CREATE TABLE old (id int)");
        shop.otherProcess().upgrade("heads");
        shop.revision("c1", "-- @revises b1", "DROP TABLE old");
        var application = start(
                "--migration.on-startup=none",
                "--migration.policy.destructive=refuse",
                "--management.endpoint.health.show-details=always");

        assertThat(Shop.<String>read(application, "work", ".neededActions[0].problem"))
                .isEqualTo("Revision 'c1' is destructive, which migration.policy leaves to a person.");
        assertThat(JsonPath.<String>read(
                        Shop.get(application, "health").body(),
                        "$.components.migrations.details.neededActions[0].remedy"))
                .isEqualTo("Read it: show c1. Then apply it: upgrade c1.");
    }

    @Test
    void aPageOfAnotherSiteCannotApprove() {
        var application = start(UPGRADE_PERMITTED, ALL);

        HttpResponse<String> answer =
                Shop.post(application, "migrations/approve", "{\"target\":\"b1\"}", "Origin", "http://evil.example");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(job()).isEqualTo("WAITING");
    }

    @Test
    void aDatabaseThatCannotBeChangedIsReportedWithoutItsMessage() {
        var application = start(UPGRADE_PERMITTED, ALL);
        shop.jdbc()
                .sql("CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
                        + " $$ BEGIN RAISE 'secret of %', NEW.revision; END $$")
                .update();
        shop.jdbc()
                .sql("CREATE TRIGGER refuse BEFORE UPDATE ON migration_job FOR EACH ROW EXECUTE FUNCTION refuse()")
                .update();

        HttpResponse<String> answer = request(application, "approve", "b1");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("P0001").doesNotContain("secret");
        assertThat(audited(application)).containsExactly("MIGRATION_APPROVE_FAILED");
        assertThat(job()).isEqualTo("WAITING");
    }

    @Test
    void theWorkOfATenantIsNamedByDatabaseAndTenant() {
        shop.jdbc().sql("DROP TABLE t").update();
        for (String tenant : List.of("acme", "globex")) {
            shop.jdbc().sql("CREATE SCHEMA " + tenant).update();
            shop.jdbc()
                    .sql("CREATE TABLE " + tenant + ".t AS SELECT i AS id, 0 AS v FROM generate_series(1, 9) i")
                    .update();
            shop.jdbc().sql("ALTER TABLE " + tenant + ".t ADD PRIMARY KEY (id)").update();
        }
        var application = start(
                UPGRADE_PERMITTED, ALL, "--migration.tenants.schemas=acme,globex", "--migration.on-startup=upgrade");

        HttpResponse<String> answer =
                Shop.post(application, "migrations/approve", "{\"target\":\"b1\",\"database\":\"primary/acme\"}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(job("acme")).isEqualTo("QUEUED");
        assertThat(job("globex")).isEqualTo("WAITING");
        assertThat(Shop.post(application, "migrations/approve", "{\"target\":\"b1\",\"database\":\"primary/nobody\"}")
                        .body())
                .contains("There is no tenant 'nobody' here.");
        assertThat(Shop.post(application, "migrations/approve", "{\"target\":\"b1\"}")
                        .body())
                .contains("one of: primary/TENANT");
        assertThat(Shop.post(application, "migrations/approve", "{\"target\":\"b1\",\"database\":\"primary\"}")
                        .body())
                .contains("primary/TENANT");
    }

    private static HttpResponse<String> request(
            ConfigurableApplicationContext application, String operation, String target) {
        String speed = operation.equals("speed") ? ",\"speed\":50" : "";
        return Shop.post(application, "migrations/" + operation, "{\"target\":\"" + target + "\"" + speed + "}");
    }

    private static Map<String, Object> batch(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonPath.read(answer.body(), "$.batches[0]");
    }

    private String job() {
        return job("public");
    }

    private String job(String schema) {
        return shop.jdbc()
                .sql("SELECT state FROM " + schema + ".migration_job")
                .query(String.class)
                .single();
    }

    private static List<String> audited(ConfigurableApplicationContext application) {
        AuditEventRepository events = application.getBean(AuditEventRepository.class);
        return events.find(null, null, null).stream().map(AuditEvent::getType).toList();
    }

    private ConfigurableApplicationContext start(String... arguments) {
        return shop.start(WebApplicationType.SERVLET, Application.class, arguments);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        AuditEventRepository auditEvents() {
            return new InMemoryAuditEventRepository();
        }
    }
}
