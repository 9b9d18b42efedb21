// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.rolling;

import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What customers and agents do meanwhile: at a fixed rate, whether the application is fast or slow, a ticket is opened, read, assigned, read
 * and resolved, an old ticket is read, and the urgent ones are listed. Each request goes to the next instance. Every answer must have the
 * priority that was written, possibly by an instance of another version.
 */
final class SupportLoad implements AutoCloseable {

    /** After this time a request counts as failed. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final List<String> PRIORITIES = List.of("LOW", "NORMAL", "HIGH", "URGENT");

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient client = HttpClient.newHttpClient();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    /** Tickets whose story has not ended. */
    private final AtomicInteger stories = new AtomicInteger();

    private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
    private final Fleet fleet;
    private final Backlog backlog;
    private final Stopwatch clock;

    /** @param backlog the tickets that exist */
    SupportLoad(Fleet fleet, Backlog backlog, Stopwatch clock) {
        this.fleet = fleet;
        this.backlog = backlog;
        this.clock = clock;
    }

    /** @param tickets how many tickets are opened in a second, each with six more requests */
    void start(int tickets) {
        timer.scheduleAtFixedRate(this::ticket, 0, TimeUnit.SECONDS.toMicros(1) / tickets, TimeUnit.MICROSECONDS);
    }

    /** Opens no more tickets, and waits for the end of those that are open. */
    void finish() {
        timer.shutdown();
        Awaitility.await()
                .atMost(PATIENCE.multipliedBy(7))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> stories.get() == 0);
    }

    /** How many requests have ended. */
    int answers() {
        return requests.size();
    }

    /** How many of them were not answered as they should have been. */
    long failures() {
        return requests.stream().filter(Request::failed).count();
    }

    /** All that have ended, in the order of their ends. */
    List<Request> requests() {
        return List.copyOf(requests);
    }

    /** The first answer that is not as it should be ends the story of the ticket. */
    private void ticket() {
        var priority = PRIORITIES.get(ThreadLocalRandom.current().nextInt(PRIORITIES.size()));
        var old = backlog.random();
        stories.incrementAndGet();
        send(Call.open(backlog.customer(), priority))
                .thenCompose(opened -> serve(opened.at("/id").asInt(), priority))
                .thenCompose(resolved -> send(Call.read(old, Backlog.priority(old))))
                .thenCompose(read -> send(Call.urgent()))
                .whenComplete((listed, failure) -> stories.decrementAndGet());
    }

    private CompletableFuture<JsonNode> serve(int ticket, String priority) {
        return send(Call.read(ticket, priority))
                .thenCompose(read -> send(Call.assign(ticket, backlog.agent(), priority)))
                .thenCompose(assigned -> send(Call.read(ticket, priority)))
                .thenCompose(read -> send(Call.resolve(ticket, priority)));
    }

    private CompletableFuture<JsonNode> send(Call call) {
        var member = fleet.next();
        var begin = clock.seconds();
        return client.sendAsync(call.request(member.port(), PATIENCE), BodyHandlers.ofString())
                .handle((answer, failure) -> {
                    member.answered();
                    var problem = call.problem(answer, failure);
                    requests.add(new Request(begin, (clock.seconds() - begin) * 1000, problem));
                    return problem.isEmpty() ? JSON.readTree(answer.body()) : end(problem.get());
                });
    }

    private static JsonNode end(String problem) {
        throw new CompletionException(new IllegalStateException(problem));
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
