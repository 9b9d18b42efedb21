// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.rolling;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;

import dev.migration.sample.support.SampleProcess;

/**
 * The instances of an application behind a load balancer. As in a rolling deployment of Kubernetes, a new instance gets requests when it
 * is ready, and an old one gets none any more before it is stopped.
 */
final class Fleet implements AutoCloseable {

    private final Path folder;
    private final Map<String, String> environment;
    private final List<Member> members = new CopyOnWriteArrayList<>();
    /** Also those that are not ready. */
    private final List<SampleProcess> started = new ArrayList<>();

    private final AtomicInteger turn = new AtomicInteger();

    /** @param folder for the outputs of the instances */
    Fleet(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    void start(Release release, int number) throws IOException, InterruptedException {
        for (int count = 1; count <= number; count++) {
            add(release);
        }
    }

    /** Replaces each instance by one of the release, one after the other. */
    void roll(Release release) throws IOException, InterruptedException {
        for (Member old : List.copyOf(members)) {
            add(release);
            members.remove(old);
            Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> old.open.get() == 0);
            old.process.close();
            System.out.println("an old instance has stopped");
        }
    }

    private void add(Release release) throws IOException, InterruptedException {
        var process = SampleProcess.start(release.command(), folder, environment);
        started.add(process);
        members.add(new Member(process.awaitUp()));
        System.out.println("an instance of " + release.name() + " is up");
    }

    /** The instance for the next request, which counts as open until {@link Member#answered}. */
    Member next() {
        while (true) {
            var current = List.copyOf(members);
            var member = current.get(Math.floorMod(turn.getAndIncrement(), current.size()));
            member.open.incrementAndGet();
            // It may have been removed meanwhile, and may be stopped as soon as nothing is open.
            if (members.contains(member)) {
                return member;
            }
            member.answered();
        }
    }

    @Override
    public void close() {
        members.clear();
        started.forEach(SampleProcess::close);
    }

    /** An instance that gets requests. */
    static final class Member {

        private final SampleProcess process;
        private final AtomicInteger open = new AtomicInteger();

        private Member(SampleProcess process) {
            this.process = process;
        }

        int port() {
            return process.port();
        }

        void answered() {
            open.decrementAndGet();
        }
    }
}
