// SPDX-License-Identifier: Apache-2.0
/** The embedded PostgreSQL of the sample, for a start without any preparation. */
@NullMarked
package dev.migration.sample.support.database;

import org.jspecify.annotations.NullMarked;
