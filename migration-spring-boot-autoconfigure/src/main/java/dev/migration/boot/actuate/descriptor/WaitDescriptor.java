// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.actuate.descriptor;

import java.time.Instant;
import java.util.List;

import dev.migration.event.LockSession;
import dev.migration.event.RunWait;

/**
 * What a current run waits for.
 *
 * @param attempts how many attempts were rolled back; 0 while the first one waits
 * @param since when the wait began
 * @param blockedBy the sessions that hold the locks, a sentence each; empty if they are not known
 * @param remedy what to do
 */
public record WaitDescriptor(int attempts, Instant since, List<String> blockedBy, String remedy) {

    /**
     * The sentences have no statements, which may contain data.
     *
     * @param sql whether the reader may see SQL; the names of tables are part of it
     */
    public static WaitDescriptor of(RunWait wait, boolean sql) {
        return new WaitDescriptor(
                wait.attempts(),
                wait.since(),
                wait.blockers().stream()
                        .map(session -> sql ? session : session.withoutRelation())
                        .map(LockSession::holding)
                        .toList(),
                wait.remedy());
    }
}
