// SPDX-License-Identifier: Apache-2.0
/** The messages of customers and agents about a ticket. */
@NullMarked
package dev.migration.sample.support.conversation;

import org.jspecify.annotations.NullMarked;
