// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.plan;

import dev.migration.schema.SchemaObject;

/**
 * A statement.
 *
 * @param object what it is about
 * @param sql without semicolon; may begin with lines of comment
 */
public record Step(SchemaObject object, String sql) {}
