/** Believable data for a first look. */
@NullMarked
package dev.migration.sample.support.demo;

import org.jspecify.annotations.NullMarked;
