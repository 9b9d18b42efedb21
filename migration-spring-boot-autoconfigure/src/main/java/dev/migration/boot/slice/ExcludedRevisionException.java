// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.slice;

import java.util.List;
import java.util.stream.Collectors;

import org.springframework.util.ClassUtils;

import dev.migration.boot.slice.RevisionFilter.ExcludedBean;
import dev.migration.error.MigrationException;

/** Reports Java revisions that a test slice excludes. No revision was run. */
final class ExcludedRevisionException extends MigrationException {

    private static final long serialVersionUID = 1L;

    ExcludedRevisionException(List<ExcludedBean> excluded) {
        super(
                "The test slice excludes Java revisions (or customizers of the migrator), because their configurations define"
                        + " other beans, too: "
                        + excluded.stream()
                                .map(bean -> bean.configuration() + "." + bean.method() + "()")
                                .collect(Collectors.joining(", "))
                        + ". Without them the database of the test would differ from the application's.",
                "Annotate the test class with @Import(" + imports(excluded)
                        + "); or make the Java revisions components, or"
                        + " define them in a configuration of their own.");
    }

    private static String imports(List<ExcludedBean> excluded) {
        List<String> classes = excluded.stream()
                .map(bean -> ClassUtils.getShortName(bean.configuration()) + ".class")
                .distinct()
                .toList();
        return classes.size() == 1 ? classes.get(0) : "{" + String.join(", ", classes) + "}";
    }
}
