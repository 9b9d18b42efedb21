// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.slice;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.MethodMetadata;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;
import org.springframework.core.type.filter.AssignableTypeFilter;

import dev.migration.boot.startup.MigrationCustomizer;
import dev.migration.script.JavaRevision;

/**
 * The filter of a test slice without what decides which revisions there are: Java revisions, customizers of the migrator, and
 * configurations that define nothing else. A slice that excluded them would migrate its database to another state than the
 * application does.
 */
final class RevisionFilter extends TypeExcludeFilter {

    private static final List<AssignableTypeFilter> KEPT = Stream.of(JavaRevision.class, MigrationCustomizer.class)
            .map(AssignableTypeFilter::new)
            .toList();

    private final TypeExcludeFilter slice;
    private final List<ExcludedBean> excluded = new ArrayList<>();

    RevisionFilter(TypeExcludeFilter slice) {
        this.slice = slice;
    }

    @Override
    public boolean match(MetadataReader type, MetadataReaderFactory types) throws IOException {
        return slice.match(type, types) && !isKept(type, types) && !isKeptConfiguration(type, types);
    }

    /** The excluded methods that define Java revisions, in configurations that also define other beans. */
    List<ExcludedBean> excluded() {
        return List.copyOf(excluded);
    }

    private static boolean isKept(MetadataReader type, MetadataReaderFactory types) throws IOException {
        for (AssignableTypeFilter kept : KEPT) {
            if (kept.match(type, types)) {
                return true;
            }
        }
        return false;
    }

    private boolean isKeptConfiguration(MetadataReader type, MetadataReaderFactory types) throws IOException {
        Set<MethodMetadata> beans = type.getAnnotationMetadata().getAnnotatedMethods(Bean.class.getName());
        List<ExcludedBean> revisions = new ArrayList<>();
        int others = 0;
        for (MethodMetadata bean : beans) {
            if (!isKept(bean.getReturnTypeName(), types)) {
                others++;
            } else if (!bean.isAnnotated(Conditional.class.getName())) {
                revisions.add(new ExcludedBean(type.getClassMetadata().getClassName(), bean.getMethodName()));
            }
        }
        if (others > 0) {
            excluded.addAll(revisions);
        }
        return others == 0 && !beans.isEmpty();
    }

    private static boolean isKept(String type, MetadataReaderFactory types) throws IOException {
        try {
            return isKept(types.getMetadataReader(type), types);
        } catch (FileNotFoundException primitiveOrArray) {
            return false;
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RevisionFilter filter && filter.slice.equals(slice);
    }

    @Override
    public int hashCode() {
        return slice.hashCode();
    }

    /** A method of a configuration that the slice excludes. */
    record ExcludedBean(String configuration, String method) {}
}
