// SPDX-License-Identifier: Apache-2.0
/**
 * Says in a few bytes what a schema is. Input: a connection, or a {@link dev.migration.schema.SchemaSnapshot}. Output: a {@link
 * dev.migration.schema.fingerprint.SchemaFingerprint}, which is equal for equal schemas in two databases, and a mark, which shows
 * cheaply that one database did not change.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.schema.fingerprint;

import org.jspecify.annotations.NullMarked;
