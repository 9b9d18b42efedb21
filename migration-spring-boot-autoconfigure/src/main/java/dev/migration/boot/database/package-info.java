/**
 * Several databases ({@code migration.databases.NAME.*}): their names, their properties, their {@code
 * DataSource}s and the registration of their beans.
 */
@NullMarked
package dev.migration.boot.database;

import org.jspecify.annotations.NullMarked;
