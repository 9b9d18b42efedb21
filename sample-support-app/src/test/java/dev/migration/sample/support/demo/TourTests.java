// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.demo;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.migration.Batches;
import dev.migration.Migrator;
import dev.migration.sample.support.OwnDatabase;
import dev.migration.sample.support.SupportApplication;

import static org.assertj.core.api.Assertions.assertThat;

/** Goes through the tour as a user who presses Enter, and reads the endpoint in each state. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class TourTests {

    private static final String DATABASE = "/contexts/support-app/databases/primary";

    private final HttpClient client = HttpClient.newHttpClient();
    private Enter enter = new Enter();
    private ConfigurableApplicationContext application;

    @BeforeEach
    void start() {
        application = start(new OwnDatabase());
    }

    private ConfigurableApplicationContext start(
            ApplicationContextInitializer<ConfigurableApplicationContext> initializer, String... arguments) {
        var keyboard = new Enter();
        enter = keyboard;
        var all = Stream.concat(
                Stream.of("--demo", "--server.port=0", "--migration.variables.sleep=0.002"), Arrays.stream(arguments));
        return new SpringApplicationBuilder(SupportApplication.class)
                .initializers(initializer, context -> context.getBeanFactory().registerSingleton("prompt", keyboard))
                .run(all.toArray(String[]::new));
    }

    @AfterEach
    void stop() {
        application.close();
    }

    @Test
    void bringsTheDatabaseIntoEachStateThatItAnnounces() throws Exception {
        announces("PENDING, changes are waiting");
        assertThat(status()).isEqualTo("PENDING");
        assertThat(pending()).containsExactly("demo01", "demo02", "demo03", "demo04", "demo05", "demo06");
        assertThat(state("").at("/repeatables/0/state").asString()).isEqualTo("APPLIED");

        announces("RUNNING, a change is running");
        batches().pause("demo02");
        assertThat(status()).isEqualTo("RUNNING");
        assertThat(state("").at("/running/batch/table").asString()).isEqualTo("public.demo_surveys");
        assertThat(state("").at("/running/done").asInt()).isEqualTo(1);
        batches().resume("demo02");

        announces("RUNNING, and waiting behind another session");
        assertThat(status()).isEqualTo("RUNNING");
        // The run waits a moment after the scene begins.
        eventually(() -> assertThat(state("").at("/running/waiting/blockedBy/0").asString())
                .contains("monthly report", "tickets"));

        announces("PENDING, the last change failed");
        assertThat(status()).isEqualTo("PENDING");
        assertThat(state("").at("/lastFailure/revision").asString()).isEqualTo("demo04");
        assertThat(state("").at("/lastFailure/sqlState").asString()).isEqualTo("23505");

        announces("PENDING, the failure is repaired");
        assertThat(pending()).containsExactly("demo05", "demo06");
        assertThat(state("").has("lastFailure")).isFalse();

        announces("PENDING, with a change that goes on in the background");
        batches().pause("demo05");
        assertThat(pending()).containsExactly("demo06");
        assertThat(state("/demo05").at("/applied/state").asString()).isEqualTo("BACKGROUND");
        batches().resume("demo05");

        announces("RUNNING, three instances");
        batches().pause("demo06");
        assertThat(status()).isEqualTo("RUNNING");
        eventually(() -> assertThat(state("/lock").at("/waiters").size()).isEqualTo(1));
        batches().resume("demo06");

        announces("UP_TO_DATE");
        for (int port : application.getBean(Neighbours.class).ports()) {
            assertThat(state(port, "").at("/status").asString()).isEqualTo("UP_TO_DATE");
        }
        assertThat(status()).isEqualTo("UP_TO_DATE");
    }

    @Test
    void startsOverOnTheDatabaseOfAnEarlierTour() throws Exception {
        announces("PENDING, changes are waiting");
        application.getBean(Migrator.class).upgrade("demo01");
        assertThat(pending()).hasSize(5);
        var database = application.getBean(JdbcConnectionDetails.class);
        application.close();

        application = start(
                context -> {},
                "--spring.datasource.url=" + database.getJdbcUrl(),
                "--spring.datasource.username=" + database.getUsername(),
                "--spring.datasource.password=" + database.getPassword());

        announces("PENDING, changes are waiting");
        assertThat(pending()).hasSize(6);
    }

    private static void eventually(ThrowingRunnable assertion) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(assertion);
    }

    /** Waits for the next scene; the one before it ends. */
    private void announces(String title) throws InterruptedException {
        assertThat(enter.next().title()).isEqualTo(title);
    }

    /** A paused batch is there for as long as the test looks. */
    private Batches batches() {
        return application.getBean(Migrator.class).batches();
    }

    private String status() throws Exception {
        return state("").at("/status").asString();
    }

    private List<String> pending() throws Exception {
        return state("")
                .at("/pending")
                .valueStream()
                .map(pending -> pending.at("/revision").asString())
                .toList();
    }

    private JsonNode state(String path) throws Exception {
        return state(application.getEnvironment().getRequiredProperty("local.server.port", Integer.class), path);
    }

    private JsonNode state(int port, String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/actuator/migrations" + path));
        var answer = client.send(request.build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body()).at(DATABASE);
    }

    /** Ends a scene when the next one is asked for. */
    private static final class Enter implements Prompt {

        private final BlockingQueue<Scene> reached = new LinkedBlockingQueue<>();
        private final BlockingQueue<Scene> ended = new LinkedBlockingQueue<>();
        private Scene current = new Scene("before the tour", "", Scene.NOTHING, Scene.NOTHING);

        @Override
        public void present(Scene scene, int number, int count) throws InterruptedException {
            reached.add(scene);
            ended.take();
        }

        Scene next() throws InterruptedException {
            if (!current.text().isEmpty()) {
                ended.add(current);
            }
            current = Objects.requireNonNull(
                    reached.poll(4, TimeUnit.MINUTES), "The tour does not go on; its failure is in the log.");
            return current;
        }
    }
}
