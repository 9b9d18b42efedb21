// SPDX-License-Identifier: Apache-2.0
/** The knowledge base: articles in a schema of their own, with full-text search. */
@NullMarked
package dev.migration.sample.support.knowledge;

import org.jspecify.annotations.NullMarked;
