package dev.migration.boot.page;

import java.util.Map;

/** Sends headers along with the answer, which an endpoint's operation cannot do by itself. */
@FunctionalInterface
public interface PageHeaders {

    /** Where nothing can be sent; the page then brings its rules itself, as far as it can. */
    PageHeaders NONE = headers -> {};

    void send(Map<String, String> headers);
}
