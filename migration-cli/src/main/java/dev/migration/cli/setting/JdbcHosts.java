// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.setting;

import java.util.regex.Pattern;

/** The hosts and ports of a JDBC URL. A login before the host does not belong there: the driver takes it for a port. */
final class JdbcHosts {

    private static final Pattern ADDRESS = Pattern.compile(
            "jdbc:postgresql:(//(HOST(,HOST)*)?(/[^@/?]*)?|[^@/?:]*)(\\?.*)?"
                    .replace("HOST", "(\\[[0-9A-Fa-f:.%]+]|[^@/?:,\\[\\]]*)(:\\d{0,5})?"),
            Pattern.DOTALL);

    private JdbcHosts() {}

    static boolean areValid(String url) {
        return ADDRESS.matcher(url).matches();
    }
}
