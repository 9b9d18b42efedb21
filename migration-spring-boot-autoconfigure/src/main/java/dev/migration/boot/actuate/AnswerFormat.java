package dev.migration.boot.actuate;

import org.springframework.boot.actuate.endpoint.Producible;
import org.springframework.util.MimeType;

/** How an answer is written; Actuator picks one by the reader's {@code Accept}. */
public enum AnswerFormat implements Producible<AnswerFormat> {
    /** The text of Graphviz. */
    DOT("text/vnd.graphviz;charset=UTF-8"),
    /** Any JSON. */
    JSON("application/json"),
    /** Actuator's, before the present one. */
    ACTUATOR_2("application/vnd.spring-boot.actuator.v2+json"),
    /** Actuator's. */
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
