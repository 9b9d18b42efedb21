package dev.migration.test.postgres;

/**
 * A server that is up.
 *
 * @param origin where it comes from, for the log
 * @param administration a database on it, and a role that may create others
 * @param stop ends it, if it is ours
 */
record RunningServer(String origin, ServerAddress administration, Runnable stop) {}
