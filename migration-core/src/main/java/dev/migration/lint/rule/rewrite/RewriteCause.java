// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.rewrite;

import java.util.Optional;
import java.util.stream.Stream;

import dev.migration.lint.rule.TableChange;
import dev.migration.trace.CatalogObject;
import dev.migration.trace.ObjectKind;

/** Why a statement writes the file of a table again. */
enum RewriteCause {
    TRUNCATE,
    CLUSTER,
    PERSISTENCE,
    STORAGE,
    TYPE,
    GENERATED,
    SEQUENCE,
    DOMAIN,
    DEFAULT,
    UNKNOWN;

    /** The cause; empty if the file is still the same. */
    static Optional<RewriteCause> of(TableChange table) {
        if (!table.isRewritten() && !table.situation().begins("truncate")) {
            return Optional.empty();
        }
        if (table.situation().words().contains("truncate")
                && table.changed(ObjectKind.COLUMN).findAny().isEmpty()) {
            return Optional.of(TRUNCATE);
        }
        if (table.situation().begins("cluster") || table.situation().begins("vacuum")) {
            return Optional.of(CLUSTER);
        }
        if (table.changes("persistence")) {
            return Optional.of(PERSISTENCE);
        }
        if (table.changes("tablespace") || table.changes("method")) {
            return Optional.of(STORAGE);
        }
        return Optional.of(ofColumns(table));
    }

    private static RewriteCause ofColumns(TableChange table) {
        if (table.changedColumns().anyMatch(column -> column.changes("type"))) {
            return TYPE;
        }
        return table.added(ObjectKind.COLUMN)
                .map(RewriteCause::of)
                .min(RewriteCause::compareTo)
                .orElse(UNKNOWN);
    }

    static RewriteCause of(CatalogObject column) {
        if (column.is("generated", "s")) {
            return GENERATED;
        }
        if (!column.fact("identity").isEmpty() || column.fact("default").startsWith("nextval(")) {
            return SEQUENCE;
        }
        if (!isConstant(column.fact("default"))) {
            return DEFAULT;
        }
        return column.is("typtype", "d") ? DOMAIN : UNKNOWN;
    }

    private static boolean isConstant(String expression) {
        return expression.startsWith("'") || !expression.contains("(");
    }

    /** The columns that the statement adds and that have this cause. */
    Stream<CatalogObject> columns(TableChange table) {
        return table.added(ObjectKind.COLUMN).filter(column -> of(column) == this);
    }

    boolean isCauseOf(TableChange table) {
        return of(table).filter(this::equals).isPresent();
    }
}
