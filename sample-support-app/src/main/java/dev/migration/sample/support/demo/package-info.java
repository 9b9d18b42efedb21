// SPDX-License-Identifier: Apache-2.0
/**
 * Demo data, and with {@code --demo} a tour through the states of a database: the application brings its own database into each of them and
 * says on the console what is to be seen.
 */
@NullMarked
package dev.migration.sample.support.demo;

import org.jspecify.annotations.NullMarked;
