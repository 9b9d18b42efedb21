// SPDX-License-Identifier: Apache-2.0
/** How relations and their parts are written: see {@link dev.migration.autogenerate.kind.Kind}. */
@NullMarked
package dev.migration.autogenerate.kind.relation;

import org.jspecify.annotations.NullMarked;
