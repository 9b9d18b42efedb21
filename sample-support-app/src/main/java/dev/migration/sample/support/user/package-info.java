/** The people: customers who ask and agents who answer. */
@NullMarked
package dev.migration.sample.support.user;

import org.jspecify.annotations.NullMarked;
