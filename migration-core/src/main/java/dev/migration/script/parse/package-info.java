// SPDX-License-Identifier: Apache-2.0
/** Parses one script: the directives of the header, sections, hooks, repeatables, and the header of Java revisions. */
@NullMarked
package dev.migration.script.parse;

import org.jspecify.annotations.NullMarked;
