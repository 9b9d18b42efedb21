// SPDX-License-Identifier: Apache-2.0
package dev.migration.event;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The session that holds the migration lock, as {@code pg_stat_activity} shows it to other sessions.
 *
 * @param pid the process id of its server process
 * @param user its database user
 * @param application its {@code application_name}, which shows the progress of the run
 * @param client the address of its client, or {@code local}
 * @param activity what it does
 * @param statement the first 100 characters of its statement; only superusers may read the statement of another user
 */
public record LockHolder(
        int pid, String user, String application, String client, SessionActivity activity, String statement) {

    /** The number of characters of a revision id in the {@code application_name}. */
    public static final int LONGEST_REVISION = 24;

    private static final Pattern PLACE = Pattern.compile("migration (\\d+)/(\\d+) (\\S+) .*");

    /** The {@code application_name} of a session that runs a step; short, because the server keeps only 63 bytes. */
    public static String nameAt(Place place, String application) {
        String revision = place.revision();
        String shown = revision.length() > LONGEST_REVISION ? revision.substring(0, LONGEST_REVISION) : revision;
        return "migration " + place.step() + "/" + place.steps() + " " + shown + " (" + application + ")";
    }

    /** The prefix of the {@code application_name} of a session that waits for the lock with this key. */
    public static String waitingFor(long key) {
        return "migration waits %08x ".formatted(key >>> Integer.SIZE);
    }

    /** The step that the session runs; empty if it runs no step, or is not a migration. */
    public Optional<Place> place() {
        Matcher place = PLACE.matcher(application);
        return place.matches()
                ? Optional.of(
                        new Place(Integer.parseInt(place.group(1)), Integer.parseInt(place.group(2)), place.group(3)))
                : Optional.empty();
    }

    /** A description for messages: with the step, or with the statement if the session runs no step. */
    @Override
    public String toString() {
        String what = place().map(Place::toString).orElse(statement);
        return "pid " + pid + ", user " + user + ", application " + (application.isEmpty() ? "unnamed" : application)
                + ", from " + client + ", " + activity + (what.isEmpty() ? "" : ": " + what);
    }

    /**
     * A step of a run.
     *
     * @param step its number, from 1
     * @param steps the number of steps
     * @param revision the id of its revision, shortened
     */
    public record Place(int step, int steps, String revision) {

        @Override
        public String toString() {
            return "at revision " + revision + ", " + step + " of " + steps;
        }
    }
}
