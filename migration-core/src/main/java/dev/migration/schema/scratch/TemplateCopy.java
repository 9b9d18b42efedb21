// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.scratch;

/**
 * A scratch database that was copied from a template.
 *
 * @param key that of the template
 */
public record TemplateCopy(ScratchDatabase database, String key) {}
