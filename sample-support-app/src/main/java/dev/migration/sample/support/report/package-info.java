/** Reports on the desk's work, and the summary of how it stands. */
@NullMarked
package dev.migration.sample.support.report;

import org.jspecify.annotations.NullMarked;
