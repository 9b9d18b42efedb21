// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.throttle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.migration.execution.throttle.Standbys.Standby;

import static org.assertj.core.api.Assertions.assertThat;

class StandbysTests {

    private final Standbys standbys = new Standbys(Duration.ofSeconds(10));
    private final List<String> notes = new ArrayList<>();

    @Test
    void aStandbyThatReportsMoreThanTheLimitIsAReason() {
        assertThat(at(0, 100, behind("a", 3.0, 50), behind("b", 14.2, 40)))
                .contains("standby lag 14 s (b, limit 10 s)");
        assertThat(at(1, 100, behind("a", 3.0, 50), behind("b", 10.0, 40))).isEmpty();
    }

    @Test
    void aStandbyThatHasReplayedAllHasNoLagWhateverItReportedLast() {
        assertThat(at(0, 100, behind("a", 60.0, 100))).isEmpty();
        assertThat(at(1, 100, new Standby("a", true, Optional.empty(), Optional.of(100L))))
                .isEmpty();
    }

    @Test
    void aReplayThatStandsStillIsALagAlthoughItReportsNone() {
        assertThat(at(0, 100, silent("a", 100))).isEmpty();
        assertThat(at(1, 200, silent("a", 100))).isEmpty();
        assertThat(at(11, 300, silent("a", 100))).isEmpty();
        assertThat(at(12, 300, silent("a", 100))).contains("standby lag 11 s (a, limit 10 s)");
        assertThat(at(13, 300, silent("a", 250))).isEmpty();
    }

    @Test
    void aReceiverThatDoesNotReplayIsNotWatched() {
        assertThat(at(0, 100, new Standby("pg_receivewal", true, Optional.of(99.0), Optional.empty())))
                .isEmpty();
    }

    @Test
    void aStandbyThatIsGoneIsNotWaitedForAndSaidOnce() {
        at(0, 100, silent("a", 100), silent("b", 100));
        assertThat(at(30, 900, silent("b", 900))).isEmpty();
        assertThat(notes).singleElement().asString().startsWith("The standby a is not connected any more");
        at(31, 900, silent("b", 900));
        assertThat(notes).hasSize(1);
    }

    private Optional<String> at(long second, long position, Standby... found) {
        return standbys.reason(
                List.of(found), position, Duration.ofSeconds(second).toNanos(), notes);
    }

    private static Standby behind(String name, double lag, long position) {
        return new Standby(name, true, Optional.of(lag), Optional.of(position));
    }

    private static Standby silent(String name, long position) {
        return new Standby(name, true, Optional.empty(), Optional.of(position));
    }
}
