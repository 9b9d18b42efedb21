// SPDX-License-Identifier: Apache-2.0
/** Tickets, from their creation to their resolution. */
@NullMarked
package dev.migration.sample.support.ticket;

import org.jspecify.annotations.NullMarked;
