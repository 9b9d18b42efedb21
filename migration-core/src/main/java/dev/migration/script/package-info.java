/**
 * Files and Java classes become revision scripts, or a list of every fault with its file and line.
 *
 * <p>API: {@link dev.migration.script.JavaRevision} and what belongs to it. The rest is internal.
 */
@NullMarked
package dev.migration.script;

import org.jspecify.annotations.NullMarked;
