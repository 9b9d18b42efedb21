/**
 * Carries plans out. Scripts and a plan come in; a changed database and events go out.
 *
 * <p>API: the exceptions. The rest is internal.
 */
@NullMarked
package dev.migration.execution;

import org.jspecify.annotations.NullMarked;
