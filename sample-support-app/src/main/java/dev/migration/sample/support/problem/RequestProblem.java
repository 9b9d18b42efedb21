// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.problem;

import java.util.Map;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** Ends a request with a problem response (RFC 9457). */
public final class RequestProblem extends ErrorResponseException {

    private RequestProblem(HttpStatus status, ProblemDetail body) {
        super(status, body, null);
    }

    /** The requested resource does not exist. */
    public static RequestProblem notFound(String detail) {
        return of(HttpStatus.NOT_FOUND, detail);
    }

    /** The request contradicts the current state of the resource. */
    public static RequestProblem conflict(String detail) {
        return of(HttpStatus.CONFLICT, detail);
    }

    /** A field of the request has an invalid value. */
    public static RequestProblem invalid(String field, String message) {
        return new RequestProblem(HttpStatus.BAD_REQUEST, InvalidFields.in(Map.of(field, message)));
    }

    private static RequestProblem of(HttpStatus status, String detail) {
        return new RequestProblem(status, ProblemDetail.forStatusAndDetail(status, detail));
    }
}
