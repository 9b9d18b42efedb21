/**
 * The words of SQL: tokens, statements, quoting. Characters come in, statements with their place in the script go out;
 * neither a file nor a database is touched here.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.sql;

import org.jspecify.annotations.NullMarked;
