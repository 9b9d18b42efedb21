// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.operation;

import java.lang.management.ManagementFactory;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import javax.management.MBeanException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.actuate.audit.AuditEvent;
import org.springframework.boot.actuate.audit.AuditEventRepository;
import org.springframework.boot.actuate.audit.InMemoryAuditEventRepository;
import org.springframework.boot.actuate.audit.listener.AuditApplicationEvent;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class OperationTests extends ShopTests {

    private static final String ACCESS = "--management.endpoint.migrations.access=unrestricted";
    private static final String OPERATIONS = "--migration.endpoint.operations=upgrade,downgrade,stamp";
    private static final String WITHOUT_UPGRADE = "--migration.on-startup=none";

    @BeforeEach
    void writeRevisions() {
        shop.revision("a1", "", "CREATE TABLE things (id int)")
                .revision("b2", "-- @revises a1", "ALTER TABLE things ADD colour text");
    }

    @Test
    void actuatorPermitsNoOperationByDefault() {
        var application = start(WITHOUT_UPGRADE, OPERATIONS);

        assertThat(Shop.post(application, "migrations/upgrade", "{\"target\":\"heads\"}")
                        .statusCode())
                .isEqualTo(405);
        assertThat(Shop.<List<String>>read(application, "current", ".current")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"upgrade", "downgrade", "stamp"})
    void writeAccessAlonePermitsNoOperation(String operation) {
        var application = start(WITHOUT_UPGRADE, ACCESS);

        HttpResponse<String> answer = Shop.post(application, "migrations/" + operation, "{\"target\":\"a1\"}");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(JsonPath.<String>read(answer.body(), "$.remedy"))
                .contains("migration.endpoint.operations=" + operation);
        assertThat(Shop.<List<String>>read(application, "current", ".current")).isEmpty();
        assertThat(audited(application)).containsExactly("MIGRATION_" + operation.toUpperCase() + "_REFUSED");
    }

    @Test
    void onlyOperationsInTheSettingsArePermitted() {
        var application = start(WITHOUT_UPGRADE, ACCESS, "--migration.endpoint.operations=upgrade");

        assertThat(Shop.post(application, "migrations/stamp", "{\"target\":\"a1\"}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(Shop.post(application, "migrations/upgrade", "{\"target\":\"heads\"}")
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void anUpgradeRunsInTheBackground() throws Exception {
        shop.revision("b2", "-- @revises a1", Shop.GATE);
        shop.closeGate();
        var application = start(WITHOUT_UPGRADE, ACCESS, OPERATIONS);

        HttpResponse<String> answer = Shop.post(application, "migrations/upgrade", "{\"target\":\"heads\"}");
        shop.awaitAtGate();

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(JsonPath.<Map<String, Object>>read(answer.body(), "$"))
                .containsEntry("operation", "UPGRADE")
                .containsEntry("database", "primary")
                .containsEntry("targets", List.of("heads"))
                .containsEntry("requestedBy", "anonymous")
                .containsEntry("outcome", "RUNNING")
                .containsEntry("poll", "runs")
                .containsKey("requestedAt");
        assertThat(Shop.<String>read(application, "runs", ".runs[0].run"))
                .isEqualTo(JsonPath.read(answer.body(), "$.run"));
        assertThat(Shop.<String>read(application, "runs", ".running.revision")).isEqualTo("b2");
        shop.openGate();
        assertThat(awaitOutcome(application)).isEqualTo("SUCCEEDED");
        assertThat(Shop.<List<String>>read(application, "runs", ".runs[0].revisions"))
                .containsExactly("a1", "b2");
        assertThat(Shop.<String>read(application, "current", ".status")).isEqualTo("UP_TO_DATE");
        assertThat(audited(application)).containsExactly("MIGRATION_UPGRADE_REQUESTED", "MIGRATION_UPGRADE_SUCCEEDED");
    }

    @Test
    void oneRunAtATimeIsAcceptedForADatabase() throws Exception {
        shop.revision("b2", "-- @revises a1", Shop.GATE);
        shop.closeGate();
        var application = start(WITHOUT_UPGRADE, ACCESS, OPERATIONS);
        Shop.post(application, "migrations/upgrade", "{\"target\":\"heads\"}");
        shop.awaitAtGate();

        HttpResponse<String> second = Shop.post(application, "migrations/downgrade", "{\"target\":\"base\"}");

        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(JsonPath.<String>read(second.body(), "$.title")).isEqualTo("Conflict");
        shop.openGate();
        assertThat(awaitOutcome(application)).isEqualTo("SUCCEEDED");
        assertThat(Shop.<List<Object>>read(application, "runs", ".runs")).hasSize(1);
        assertThat(Shop.post(application, "migrations/downgrade", "{\"target\":\"base\"}")
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void aDowngradeAndAStampAreAccepted() {
        var application = start(ACCESS, OPERATIONS);

        Shop.post(application, "migrations/downgrade", "{\"target\":\"-1\",\"database\":\"primary\"}");
        assertThat(awaitOutcome(application)).isEqualTo("SUCCEEDED");
        assertThat(Shop.<List<String>>read(application, "current", ".current")).containsExactly("a1");

        Shop.post(application, "migrations/stamp", "{\"target\":\"b2\"}");
        assertThat(awaitOutcome(application)).isEqualTo("SUCCEEDED");
        assertThat(Shop.<List<String>>read(application, "current", ".current")).containsExactly("b2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "upgrade   | {\"target\":\"nobody\"}                      | 400 | no revision",
                "upgrade   | {\"traget\":\"a1\"}                          | 400 | has no target",
                "upgrade   | {\"target\":\"a b\"}                         | 400 | a b",
                "downgrade | {}                                           | 400 | has no target",
                "stamp     | {\"target\":\" \"}                           | 400 | has no target",
                "stamp     | {\"target\":\"a1,nobody\"}                   | 400 | nobody",
                "upgrade   | {\"target\":\"a1\",\"database\":\"nobody\"}  | 404 | no database 'nobody'",
                "resolve   | {\"target\":\"a1\"}                          | 404 | 'resolve'",
            })
    void anInvalidRequestChangesNothing(String operation, String body, int status, String detail) {
        var application = start(WITHOUT_UPGRADE, ACCESS, OPERATIONS);

        HttpResponse<String> answer = Shop.post(application, "migrations/" + operation, body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(JsonPath.<String>read(answer.body(), "$.detail")).contains(detail);
        assertThat(JsonPath.<String>read(answer.body(), "$.remedy")).isNotBlank();
        assertThat(Shop.<List<Object>>read(application, "runs", ".runs")).isEmpty();
        assertThat(Shop.<List<String>>read(application, "current", ".current")).isEmpty();
    }

    @Test
    void aFailureIsReportedInFullOnlyToUsersWhoMaySeeSql() {
        shop.revision("b2", "-- @revises a1", "SELECT 'hunter2'::int");

        var withSql = start(WITHOUT_UPGRADE, ACCESS, OPERATIONS, "--migration.endpoint.show-sql=always");
        Shop.post(withSql, "migrations/upgrade", "{\"target\":\"heads\"}");
        assertThat(awaitOutcome(withSql)).isEqualTo("FAILED");
        assertThat(Shop.<String>read(withSql, "runs", ".runs[0].problem")).contains("hunter2");
        assertThat(Shop.<String>read(withSql, "runs", ".runs[0].remedy")).contains("Correct");

        var withoutSql = start(WITHOUT_UPGRADE, ACCESS, OPERATIONS);
        Shop.post(withoutSql, "migrations/upgrade", "{\"target\":\"heads\"}");
        assertThat(awaitOutcome(withoutSql)).isEqualTo("FAILED");
        assertThat(Shop.<String>read(withoutSql, "runs", ".runs[0].problem"))
                .isEqualTo("Revision failed: b2 (SQLSTATE 22P02).");
        assertThat(Shop.get(withoutSql, "migrations/runs").body()).doesNotContain("hunter2");
        assertThat(audited(withoutSql)).containsExactly("MIGRATION_UPGRADE_REQUESTED", "MIGRATION_UPGRADE_FAILED");
        assertThat(Shop.get(withoutSql, "auditevents").body())
                .contains("Revision failed: b2 (SQLSTATE 22P02).")
                .doesNotContain("hunter2");
    }

    @Test
    void theShutdownOfTheApplicationStopsARunAndRollsItBack() throws Exception {
        shop.revision("b2", "-- @revises a1", "CREATE TABLE half (id int); " + Shop.GATE);
        shop.closeGate();
        var application = start(WITHOUT_UPGRADE, ACCESS, OPERATIONS);
        Shop.post(application, "migrations/upgrade", "{\"target\":\"heads\"}");
        shop.awaitAtGate();

        application.close();

        assertThat(shop.otherProcess().reader().lockHolder()).isEmpty();
        assertThat(shop.otherProcess().reader().status().current()).containsExactly("a1");
        assertThat(shop.jdbc()
                        .sql("SELECT to_regclass('half') IS NULL")
                        .query(Boolean.class)
                        .single())
                .isTrue();
        shop.openGate();
    }

    @Test
    void aRequestDuringTheShutdownIsRefusedAndItsRunHasFailed() {
        var application = start(WITHOUT_UPGRADE, ACCESS, OPERATIONS, "--close-at-request=true");

        HttpResponse<String> answer = Shop.post(application, "migrations/upgrade", "{\"target\":\"heads\"}");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(Shop.<String>read(application, "runs", ".runs[0].outcome")).isEqualTo("FAILED");
        assertThat(Shop.<List<String>>read(application, "current", ".current")).isEmpty();
    }

    @Test
    void jmxAcceptsOperationsWithTheSamePermissions() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        String[] jmx = {
            "--spring.jmx.enabled=true", "--management.endpoints.jmx.exposure.include=*", WITHOUT_UPGRADE, ACCESS
        };
        var withoutPermission = start(jmx);
        assertThatThrownBy(() -> submit(server, "upgrade", "heads"))
                .isInstanceOf(MBeanException.class)
                .rootCause()
                .hasMessageContaining("migration.endpoint.operations=upgrade");
        withoutPermission.close();

        var application = start(jmx[0], jmx[1], WITHOUT_UPGRADE, ACCESS, OPERATIONS);
        assertThat((Map<?, ?>) submit(server, "upgrade", "a1"))
                .extracting("outcome", "requestedBy")
                .containsExactly("RUNNING", "jmx");
        assertThat(awaitOutcome(application)).isEqualTo("SUCCEEDED");

        Object answer = server.invoke(name(), "select", new Object[] {"current", null, null, null, null}, new String[] {
            "java.lang.String", "java.lang.Integer", "java.lang.Integer", "java.lang.String", "java.lang.String"
        });
        assertThat(String.valueOf(answer)).contains("current=[a1]");
        assertThat(String.valueOf(server.invoke(name(), "migrations", new Object[0], new String[0])))
                .contains("status=PENDING");
    }

    @Test
    void jmxHasNoOperationWithoutWriteAccess() throws Exception {
        start(
                "--spring.jmx.enabled=true",
                "--management.endpoints.jmx.exposure.include=*",
                WITHOUT_UPGRADE,
                OPERATIONS);

        assertThat(ManagementFactory.getPlatformMBeanServer()
                        .getMBeanInfo(name())
                        .getOperations())
                .extracting("name")
                .containsExactlyInAnyOrder("migrations", "select");
    }

    private static Object submit(MBeanServer server, String operation, String target) throws Exception {
        String text = "java.lang.String";
        return server.invoke(name(), "submit", new Object[] {operation, target, null}, new String[] {text, text, text});
    }

    private static ObjectName name() throws Exception {
        return new ObjectName("org.springframework.boot:type=Endpoint,name=Migrations");
    }

    private static String awaitOutcome(ConfigurableApplicationContext application) {
        String outcome = Shop.awaitOutcome(application);
        // The audit event is published after the outcome is recorded.
        while (audited(application).get(audited(application).size() - 1).endsWith("REQUESTED")) {
            Thread.onSpinWait();
        }
        return outcome;
    }

    private static List<String> audited(ConfigurableApplicationContext application) {
        return application.getBean(AuditEventRepository.class).find(null, null, null).stream()
                .map(AuditEvent::getType)
                .filter(type -> type.startsWith("MIGRATION"))
                .toList();
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

        @Bean
        @ConditionalOnBooleanProperty("close-at-request")
        ApplicationListener<AuditApplicationEvent> closing(ObjectProvider<OperationService> operations) {
            return event -> {
                if (event.getAuditEvent().getType().endsWith("REQUESTED")) {
                    operations.getObject().close();
                }
            };
        }
    }
}
