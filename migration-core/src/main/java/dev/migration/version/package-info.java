/**
 * What the database knows: applied revisions and history. Rows come in, values go out, and the other way round.
 *
 * <p>API: the records. The rest is internal.
 */
@NullMarked
package dev.migration.version;

import org.jspecify.annotations.NullMarked;
