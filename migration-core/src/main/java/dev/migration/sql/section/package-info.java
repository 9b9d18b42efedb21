// SPDX-License-Identifier: Apache-2.0
/**
 * Recognizes what a section of a script is as a whole: BEGIN and COMMIT around all statements, or a stand-in for a change whose SQL is
 * not known; follows how its statements change the way literals are read. The input is tokens.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.sql.section;

import org.jspecify.annotations.NullMarked;
