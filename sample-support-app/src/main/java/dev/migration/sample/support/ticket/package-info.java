/** Tickets and their way from open to resolved. */
@NullMarked
package dev.migration.sample.support.ticket;

import org.jspecify.annotations.NullMarked;
