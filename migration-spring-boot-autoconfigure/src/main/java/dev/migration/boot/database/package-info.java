// SPDX-License-Identifier: Apache-2.0
/**
 * Named databases ({@code migration.databases.NAME.*}): their names, their properties, their DataSources and the
 * registration of their beans.
 */
@NullMarked
package dev.migration.boot.database;

import org.jspecify.annotations.NullMarked;
