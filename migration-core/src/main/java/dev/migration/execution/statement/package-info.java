/**
 * What a step consists of, in order: the preamble of its transaction, hooks, statements of scripts, conditions, rows. Plans and
 * scripts come in, parcels go out to an outlet: one that sends them to a server, or one that writes them into a text.
 *
 * <p>No connection is touched here. Internal.
 */
@NullMarked
package dev.migration.execution.statement;

import org.jspecify.annotations.NullMarked;
