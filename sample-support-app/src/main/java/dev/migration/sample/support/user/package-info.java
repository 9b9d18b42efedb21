// SPDX-License-Identifier: Apache-2.0
/** Users: customers who open tickets, and agents who resolve them. */
@NullMarked
package dev.migration.sample.support.user;

import org.jspecify.annotations.NullMarked;
