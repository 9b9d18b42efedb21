// SPDX-License-Identifier: Apache-2.0
/** The objects of one database with what a statement about them needs. Input: a {@link dev.migration.schema.SchemaGraph}. */
@NullMarked
package dev.migration.autogenerate.catalog;

import org.jspecify.annotations.NullMarked;
