// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.knowledge;

import java.time.Instant;

/** A published article. The content is Markdown. */
public record Article(String slug, String title, String excerpt, String content, String author, Instant publishedAt) {}
