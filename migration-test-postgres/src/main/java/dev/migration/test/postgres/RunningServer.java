// SPDX-License-Identifier: Apache-2.0
package dev.migration.test.postgres;

/**
 * A running server.
 *
 * @param origin the kind of server, for the log
 * @param administration a database on the server, and a role that may create databases
 * @param stop stops the server; does nothing if the tests did not start it
 */
record RunningServer(String origin, ServerAddress administration, Runnable stop) {}
