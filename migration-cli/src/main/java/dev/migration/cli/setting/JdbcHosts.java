// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.setting;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The hosts and ports of a JDBC URL. A login before the host does not belong there: the driver takes it for a port. */
final class JdbcHosts {

    private static final Pattern ADDRESS = Pattern.compile(
            "jdbc:postgresql:(//(HOST(,HOST)*)?(/[^@/?]*)?|[^@/?:]*)(\\?.*)?"
                    .replace("HOST", "(\\[[0-9A-Fa-f:.%]+]|[^@/?:,\\[\\]]*)(:\\d*)?"),
            Pattern.DOTALL);

    private static final Pattern PORTS = Pattern.compile("jdbc:postgresql://([^/?]*).*", Pattern.DOTALL);
    private static final Pattern PORT = Pattern.compile("(?<=[^:]):(\\d+)(?=,|$)");
    private static final int HIGHEST = 65_535;

    private JdbcHosts() {}

    /** @throws UsageException for a port that no server can have; the driver would say that the URL is wrong, or time out */
    static void requirePorts(String url) {
        Matcher hosts = PORTS.matcher(url);
        boolean outside = areValid(url)
                && hosts.matches()
                && PORT.matcher(hosts.group(1)).results().anyMatch(port -> !isPort(port.group(1)));
        if (outside) {
            throw new UsageException(
                    "The port is not a number from 1 to " + HIGHEST + ".",
                    "Correct the number after the colon of the host; without a number, it is 5432.");
        }
    }

    private static boolean isPort(String digits) {
        String number = digits.replaceFirst("^0+", "");
        return !number.isEmpty() && number.length() <= 5 && Integer.parseInt(number) <= HIGHEST;
    }

    static boolean areValid(String url) {
        return ADDRESS.matcher(url).matches();
    }
}
