// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request for the page.
 *
 * @param revision the revision to show in full; empty for none
 * @param wholeGraph whether to draw every revision of long sequences
 * @param wholeHistory whether to show the whole history
 * @param sql whether the reader may see SQL
 * @param operations the operations that the page offers
 */
record PageRequest(
        Optional<String> revision, boolean wholeGraph, boolean wholeHistory, boolean sql, PageOperations operations) {

    /** The address of a revision on the page. */
    static String linkTo(String revision) {
        return "?revision=" + URLEncoder.encode(revision, StandardCharsets.UTF_8);
    }

    static PageRequest of(@Nullable String revision, @Nullable String graph, @Nullable String history, boolean sql) {
        return new PageRequest(
                Optional.ofNullable(revision).filter(id -> !id.isBlank()),
                "all".equals(graph),
                "all".equals(history),
                sql,
                PageOperations.NONE);
    }

    PageRequest with(PageOperations offered) {
        return new PageRequest(revision, wholeGraph, wholeHistory, sql, offered);
    }
}
