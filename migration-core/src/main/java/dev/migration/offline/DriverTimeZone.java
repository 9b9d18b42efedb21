// SPDX-License-Identifier: Apache-2.0
package dev.migration.offline;

import java.util.TimeZone;

import dev.migration.execution.session.ServerDefaults;
import dev.migration.sql.Quoting;

/**
 * The settings that the driver sends when it connects, and psql does not: ISO dates, and the time zone of this process unless the role
 * or the database has one. A script that converts a text into a timestamp depends on them.
 */
final class DriverTimeZone {

    private DriverTimeZone() {}

    static String statement() {
        return ServerDefaults.forPsql(Quoting.literal(zone(TimeZone.getDefault().getID())));
    }

    /** {@code GMT+3} is east of Greenwich in Java, but west in POSIX, which PostgreSQL uses (manual, B.5). */
    private static String zone(String id) {
        if (!id.startsWith("GMT+") && !id.startsWith("GMT-")) {
            return id;
        }
        return "GMT" + (id.charAt(3) == '+' ? '-' : '+') + id.substring(4);
    }
}
