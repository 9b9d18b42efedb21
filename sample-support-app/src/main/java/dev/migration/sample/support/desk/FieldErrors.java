// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.desk;

import java.util.stream.Collectors;

import org.springframework.validation.BindingResult;

/** The invalid fields of a form in one sentence. */
final class FieldErrors {

    private FieldErrors() {}

    static String of(BindingResult result) {
        return result.getFieldErrors().stream()
                .map(error -> "%s: %s"
                        .formatted(
                                label(error.getField()),
                                error.isBindingFailure() ? "is not valid" : error.getDefaultMessage()))
                .sorted()
                .collect(Collectors.joining(", ", "Nothing was changed. ", "."));
    }

    private static String label(String field) {
        return switch (field) {
            case "assigneeId" -> "Agent";
            case "authorId" -> "Author";
            case "body" -> "Message";
            case "rating" -> "Stars";
            default -> Character.toUpperCase(field.charAt(0)) + field.substring(1);
        };
    }
}
