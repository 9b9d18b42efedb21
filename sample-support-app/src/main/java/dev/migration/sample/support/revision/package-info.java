// SPDX-License-Identifier: Apache-2.0
/** Revisions in Java. The other revisions are SQL scripts in {@code db/revisions}. */
@NullMarked
package dev.migration.sample.support.revision;

import org.jspecify.annotations.NullMarked;
