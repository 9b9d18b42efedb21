package dev.migration.boot.page;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * What a reader wants to see.
 *
 * @param revision the revision to show in full
 * @param wholeGraph whether runs are drawn revision by revision
 * @param wholeHistory whether the whole history is shown
 * @param sql whether the reader may see SQL
 */
record PageRequest(Optional<String> revision, boolean wholeGraph, boolean wholeHistory, boolean sql) {

    static PageRequest of(@Nullable String revision, @Nullable String graph, @Nullable String history, boolean sql) {
        return new PageRequest(
                Optional.ofNullable(revision).filter(id -> !id.isBlank()),
                "all".equals(graph),
                "all".equals(history),
                sql);
    }
}
