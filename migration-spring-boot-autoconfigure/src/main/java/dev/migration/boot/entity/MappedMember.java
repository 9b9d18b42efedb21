// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.entity;

import java.lang.annotation.Annotation;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import jakarta.persistence.Basic;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import org.hibernate.annotations.CreationTimestamp;
import org.hibernate.annotations.CurrentTimestamp;
import org.hibernate.annotations.UpdateTimestamp;
import org.jspecify.annotations.Nullable;

/**
 * The field and the getter of an attribute.
 *
 * @param members none if the attribute has no class
 */
record MappedMember(List<AccessibleObject> members) {

    private static final List<Class<? extends Annotation>> TIMES =
            List.of(CreationTimestamp.class, UpdateTimestamp.class, CurrentTimestamp.class);
    /** Of Bean Validation, which need not be there. */
    private static final Set<String> REQUIRED = Set.of("NotNull", "NotBlank", "NotEmpty");

    static MappedMember of(@Nullable Class<?> type, String attribute) {
        return new MappedMember(Stream.<Class<?>>iterate(
                        type, current -> current != null && current != Object.class, Class::getSuperclass)
                .flatMap(MappedMember::members)
                .filter(member ->
                        member instanceof Field field && field.getName().equals(attribute)
                                || member instanceof Method method && isGetter(method, attribute))
                .toList());
    }

    private static Stream<AccessibleObject> members(Class<?> type) {
        return Stream.concat(Arrays.stream(type.getDeclaredFields()), Arrays.stream(type.getDeclaredMethods()));
    }

    private static boolean isGetter(Method method, String attribute) {
        String name = method.getName();
        return method.getParameterCount() == 0
                && (name.equalsIgnoreCase("get" + attribute) || name.equalsIgnoreCase("is" + attribute));
    }

    /** Whether Hibernate sets the time of a change. */
    boolean isTime() {
        return TIMES.stream().anyMatch(annotation -> find(annotation).isPresent());
    }

    /** Whether the class itself says that there is always a value, so that each version of Hibernate writes NOT NULL. */
    boolean isRequired() {
        return find(Column.class).filter(column -> !column.nullable()).isPresent()
                || find(Basic.class).filter(basic -> !basic.optional()).isPresent()
                || members.stream().anyMatch(MappedMember::isPrimitive)
                || members.stream()
                        .flatMap(member -> Arrays.stream(member.getAnnotations()))
                        .anyMatch(annotation ->
                                REQUIRED.contains(annotation.annotationType().getSimpleName()));
    }

    /** Whether the class itself names unique constraints of the table of a collection. */
    boolean hasUniqueConstraints() {
        return find(CollectionTable.class)
                .filter(table -> table.uniqueConstraints().length > 0)
                .isPresent();
    }

    private <A extends Annotation> Optional<A> find(Class<A> type) {
        return members.stream()
                .map(AnnotatedElement.class::cast)
                .flatMap(member -> Optional.ofNullable(member.getAnnotation(type)).stream())
                .findFirst();
    }

    private static boolean isPrimitive(AccessibleObject member) {
        Class<?> type = member instanceof Field field ? field.getType() : ((Method) member).getReturnType();
        return type.isPrimitive();
    }
}
