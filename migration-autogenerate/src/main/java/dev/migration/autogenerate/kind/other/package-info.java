// SPDX-License-Identifier: Apache-2.0
/** How other objects than relations are written: see {@link dev.migration.autogenerate.kind.Kind}. */
@NullMarked
package dev.migration.autogenerate.kind.other;

import org.jspecify.annotations.NullMarked;
