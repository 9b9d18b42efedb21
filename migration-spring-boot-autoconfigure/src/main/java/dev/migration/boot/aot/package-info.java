/** What the application's build finds out, so that its start need not. */
@NullMarked
package dev.migration.boot.aot;

import org.jspecify.annotations.NullMarked;
