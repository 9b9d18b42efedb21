/**
 * What happens, as values. Whoever shows it (log, metrics, Spring) listens here.
 *
 * <p>API.
 */
@NullMarked
package dev.migration.event;

import org.jspecify.annotations.NullMarked;
