/**
 * Beans that migrate the application's database when it starts; every bean that needs the database waits.
 */
@NullMarked
package dev.migration.boot.autoconfigure;

import org.jspecify.annotations.NullMarked;
