// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.problem;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.data.core.PropertyReferenceException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException.Reference;
import tools.jackson.databind.exc.InvalidFormatException;

/** Responds to an invalid request with a problem that contains the field and its permitted values. */
@RestControllerAdvice
class RequestProblemAdvice extends ResponseEntityExceptionHandler {

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var body = InvalidFields.in(failure.getBindingResult());
        return handleExceptionInternal(failure, body, headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (failure.getCause() instanceof InvalidFormatException invalid) {
            return handleExceptionInternal(failure, invalidValue(invalid), headers, status, request);
        }
        return super.handleHttpMessageNotReadable(failure, headers, status, request);
    }

    /** A sort property that does not exist is an error of the caller, not of the server. */
    @ExceptionHandler
    ProblemDetail unknownProperty(PropertyReferenceException failure) {
        return InvalidFields.in(Map.of("sort", "there is no '" + failure.getPropertyName() + "' to sort by"));
    }

    private static ProblemDetail invalidValue(InvalidFormatException failure) {
        var field = failure.getPath().stream().map(Reference::getPropertyName).collect(Collectors.joining("."));
        return InvalidFields.in(Map.of(field, "must be " + expected(failure.getTargetType())));
    }

    private static String expected(Class<?> type) {
        return type.isEnum() ? "one of " + Arrays.toString(type.getEnumConstants()) : "a number";
    }
}
