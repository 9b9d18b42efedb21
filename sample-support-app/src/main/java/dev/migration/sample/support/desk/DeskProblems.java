// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.desk;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.data.core.PropertyReferenceException;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.ModelAndView;

import dev.migration.sample.support.problem.RequestProblem;

/** Shows a page where the REST API responds with a problem. */
@ControllerAdvice(basePackageClasses = DeskProblems.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class DeskProblems {

    @ExceptionHandler
    ModelAndView problem(RequestProblem problem) {
        return page(problem.getStatusCode(), String.valueOf(problem.getBody().getDetail()));
    }

    @ExceptionHandler
    ModelAndView noNumber(MethodArgumentTypeMismatchException failure) {
        return page(HttpStatus.NOT_FOUND, "There is no such page.");
    }

    @ExceptionHandler
    ModelAndView unknownOrder(PropertyReferenceException failure) {
        return page(HttpStatus.BAD_REQUEST, "Tickets cannot be sorted by this.");
    }

    static ModelAndView page(HttpStatusCode status, String detail) {
        var page = new ModelAndView("error", status);
        page.addObject("status", status.value());
        page.addObject("error", HttpStatus.valueOf(status.value()).getReasonPhrase());
        page.addObject("detail", detail);
        return page;
    }
}
