/** How content customers are with the answers they got. */
@NullMarked
package dev.migration.sample.support.satisfaction;

import org.jspecify.annotations.NullMarked;
