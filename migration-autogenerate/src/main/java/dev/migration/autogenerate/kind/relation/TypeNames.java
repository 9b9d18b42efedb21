// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.kind.relation;

/** Types in the short form that people write. */
final class TypeNames {

    private TypeNames() {}

    static String written(String type) {
        return type.replaceFirst("^character varying", "varchar")
                .replaceFirst("^character(\\(|$|\\[)", "char$1")
                .replaceFirst("^timestamp(\\(\\d\\))? with time zone", "timestamptz$1")
                .replaceFirst("^timestamp(\\(\\d\\))? without time zone", "timestamp$1")
                .replaceFirst("^time(\\(\\d\\))? with time zone", "timetz$1")
                .replaceFirst("^time(\\(\\d\\))? without time zone", "time$1");
    }
}
