package dev.migration.offline;

import java.util.TimeZone;

import dev.migration.sql.Quoting;

/**
 * What the driver tells every session when it connects, and psql does not: the time zone of this process, and dates as ISO. A
 * script that turns a text into a point in time depends on it.
 */
final class DriverTimeZone {

    private DriverTimeZone() {}

    static String statement() {
        return "SELECT set_config('TimeZone', "
                + Quoting.literal(zone(TimeZone.getDefault().getID()))
                + ", false), set_config('datestyle', 'ISO', false)";
    }

    /** {@code GMT+3} lies east for Java, and west for POSIX, which PostgreSQL follows (manual, B.5). */
    private static String zone(String id) {
        if (!id.startsWith("GMT+") && !id.startsWith("GMT-")) {
            return id;
        }
        return "GMT" + (id.charAt(3) == '+' ? '-' : '+') + id.substring(4);
    }
}
