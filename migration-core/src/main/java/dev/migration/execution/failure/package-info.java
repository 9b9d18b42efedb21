/**
 * What can go wrong while a plan is carried out, read from what PostgreSQL said and written for people.
 *
 * <p>API: the exceptions. The rest is internal.
 */
@NullMarked
package dev.migration.execution.failure;

import org.jspecify.annotations.NullMarked;
