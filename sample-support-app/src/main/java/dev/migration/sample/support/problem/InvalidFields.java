// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.problem;

import java.util.Map;
import java.util.TreeMap;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.validation.BindingResult;
import org.springframework.validation.FieldError;

/** Reports all invalid fields of a request, each with its error. */
final class InvalidFields {

    private InvalidFields() {}

    static ProblemDetail in(BindingResult result) {
        var messages = new TreeMap<String, String>();
        for (FieldError error : result.getFieldErrors()) {
            var message = error.isBindingFailure() ? "is not a valid value" : error.getDefaultMessage();
            messages.merge(error.getField(), String.valueOf(message), "%s; %s"::formatted);
        }
        return in(messages);
    }

    static ProblemDetail in(Map<String, String> messages) {
        var body = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, "The request has invalid fields.");
        body.setProperty("errors", messages);
        return body;
    }
}
