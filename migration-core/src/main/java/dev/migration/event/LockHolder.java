package dev.migration.event;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The session that migrates a database, as any other session sees it.
 *
 * @param pid its server process
 * @param user its database user
 * @param application its {@code application_name}; one of ours says there how far it is
 * @param client the address it comes from, or {@code local}
 * @param running how long its statement has been running; zero when the role may not see it
 * @param statement the beginning of its statement; a session of another user shows it to superusers only
 */
public record LockHolder(int pid, String user, String application, String client, Duration running, String statement) {

    /** How much of an id a session shows. */
    public static final int LONGEST_REVISION = 24;

    private static final Pattern PLACE = Pattern.compile("migration (\\d+)/(\\d+) (\\S+) .*");

    /** What a session that is at a step calls itself; short, because the server keeps 63 bytes. */
    public static String nameAt(Place place, String application) {
        String revision = place.revision();
        String shown = revision.length() > LONGEST_REVISION ? revision.substring(0, LONGEST_REVISION) : revision;
        return "migration " + place.step() + "/" + place.steps() + " " + shown + " (" + application + ")";
    }

    /** The beginning of what a session that waits for the lock with this key calls itself. */
    public static String waitingFor(long key) {
        return "migration waits %08x ".formatted(key >>> Integer.SIZE);
    }

    /** How far it is; empty when it is not at a step, or not one of ours. */
    public Optional<Place> place() {
        Matcher place = PLACE.matcher(application);
        return place.matches()
                ? Optional.of(
                        new Place(Integer.parseInt(place.group(1)), Integer.parseInt(place.group(2)), place.group(3)))
                : Optional.empty();
    }

    /** For a reader: one of ours is told by where it is, not by its statement. */
    @Override
    public String toString() {
        String what = place().map(Place::toString).orElse(statement);
        return "pid " + pid + ", user " + user + ", application " + (application.isEmpty() ? "unnamed" : application)
                + ", from " + client + ", running for " + running.toSeconds() + " s: " + what;
    }

    /**
     * A step of a run.
     *
     * @param step its number, from 1
     * @param steps how many there are
     * @param revision its revision
     */
    public record Place(int step, int steps, String revision) {

        @Override
        public String toString() {
            return "at revision " + revision + ", " + step + " of " + steps;
        }
    }
}
