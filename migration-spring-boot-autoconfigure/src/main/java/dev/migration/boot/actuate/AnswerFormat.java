// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.actuate;

import org.springframework.boot.actuate.endpoint.Producible;
import org.springframework.util.MimeType;

/** The media types of answers. Actuator selects one by the {@code Accept} header of the request. */
public enum AnswerFormat implements Producible<AnswerFormat> {
    /** A text in the DOT language of Graphviz. */
    DOT("text/vnd.graphviz;charset=UTF-8"),
    /** JSON. */
    JSON("application/json"),
    /** Version 2 of the media type of Actuator. */
    ACTUATOR_2("application/vnd.spring-boot.actuator.v2+json"),
    /** Version 3 of the media type of Actuator, the default. */
    ACTUATOR_3("application/vnd.spring-boot.actuator.v3+json");

    private final MimeType type;

    AnswerFormat(String type) {
        this.type = MimeType.valueOf(type);
    }

    @Override
    public MimeType getProducedMimeType() {
        return type;
    }

    @Override
    public boolean isDefault() {
        return this == ACTUATOR_3;
    }
}
