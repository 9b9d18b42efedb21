/**
 * What runs when the application starts and when it stops: strategies, initializers and the shutdown hook.
 */
@NullMarked
package dev.migration.boot.startup;

import org.jspecify.annotations.NullMarked;
