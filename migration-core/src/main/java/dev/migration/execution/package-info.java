/**
 * Carries plans out. Scripts and a plan come in; a changed database and events go out.
 *
 * <p>Rooms, each of which imports only those before it: {@code failure}, {@code session}, {@code step}. API: {@link
 * dev.migration.execution.MigrationResult} and the exceptions in {@code failure}. The rest is internal.
 */
@NullMarked
package dev.migration.execution;

import org.jspecify.annotations.NullMarked;
