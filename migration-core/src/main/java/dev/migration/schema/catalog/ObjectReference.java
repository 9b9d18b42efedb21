// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.catalog;

/**
 * How the catalogs refer to an object.
 *
 * @param column its number if the object is a column, otherwise 0
 */
record ObjectReference(String catalog, long oid, int column) {}
