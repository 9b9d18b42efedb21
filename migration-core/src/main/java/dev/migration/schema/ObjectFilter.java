// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which objects are compared, by patterns such as {@code public.audit_*}, {@code table:public.audit_*} or {@code index:*}.
 *
 * <p>A pattern without a kind, or with the kind {@code table}, also matches what belongs to the object: the columns and indexes of a
 * table.
 *
 * @param include at least one of them must match; empty for all objects
 * @param exclude none of them may match
 */
public record ObjectFilter(List<String> include, List<String> exclude) implements Predicate<SchemaObject> {

    public static final ObjectFilter ALL = new ObjectFilter(List.of(), List.of());

    public ObjectFilter {
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
    }

    @Override
    public boolean test(SchemaObject object) {
        return (include.isEmpty() || include.stream().anyMatch(pattern -> matches(pattern, object)))
                && exclude.stream().noneMatch(pattern -> matches(pattern, object));
    }

    private static boolean matches(String pattern, SchemaObject object) {
        int colon = pattern.indexOf(':');
        Optional<String> kind = colon < 0 ? Optional.empty() : Optional.of(pattern.substring(0, colon));
        Predicate<String> name = glob(pattern.substring(colon + 1));
        boolean itself = kind.filter(wanted -> !wanted.equals(object.kind())).isEmpty() && name.test(object.name());
        boolean whole = kind.filter(wanted -> !wanted.equals("table")).isEmpty()
                && object.ownedBy().filter(name).isPresent();
        return itself || whole;
    }

    private static Predicate<String> glob(String glob) {
        return Pattern.compile(
                        Arrays.stream(glob.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")))
                .asMatchPredicate();
    }
}
