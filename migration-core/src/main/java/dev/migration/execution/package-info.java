/**
 * Executes plans: runs the steps on a session that holds the migration lock, and continues on another session if it is lost.
 *
 * <p>Each subpackage imports only the ones before it: {@code report}, {@code failure}, {@code session}, {@code statement}, {@code
 * catalog}, {@code step}. API: {@link dev.migration.result.MigrationResult} and the exceptions in {@code failure} and {@code
 * refusal}. The rest is internal.
 */
@NullMarked
package dev.migration.execution;

import org.jspecify.annotations.NullMarked;
