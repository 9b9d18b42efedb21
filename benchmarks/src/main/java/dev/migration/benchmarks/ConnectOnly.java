// SPDX-License-Identifier: Apache-2.0
package dev.migration.benchmarks;

import java.sql.Connection;

/** Opens a connection and closes it: the least that a command on a database costs. */
final class ConnectOnly {

    private ConnectOnly() {}

    /** @param arguments URL, user and password */
    public static void main(String[] arguments) throws Exception {
        try (Connection connection = new Address(arguments[0], arguments[1], arguments[2])
                .dataSource()
                .getConnection()) {
            System.out.println(connection.isValid(1));
        }
    }
}
