// SPDX-License-Identifier: Apache-2.0
/** A customer-support application whose database schema is created by revisions when it starts. */
@NullMarked
package dev.migration.sample.support;

import org.jspecify.annotations.NullMarked;
