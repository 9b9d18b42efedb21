// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.knowledge;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Finds published articles. A trigger of the database keeps what is searched. */
@Repository
@Transactional(readOnly = true)
public class ArticleQuery {

    private static final String SELECT = """
            SELECT slug, title, coalesce(excerpt, '') AS excerpt, content, concat_ws(' ', first_name, last_name) AS author,
                   published_at
              FROM knowledge.posts
              JOIN knowledge.users ON users.id = author_id
             WHERE is_published
            """;

    private static final String NEWEST = "ORDER BY published_at DESC, slug LIMIT 20";

    private static final String BEST = """
             AND search_vector @@ websearch_to_tsquery('english', :text)
            ORDER BY ts_rank(search_vector, websearch_to_tsquery('english', :text)) DESC, slug
            LIMIT 20
            """;

    private final JdbcClient jdbc;

    ArticleQuery(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The newest articles, at most 20. */
    public List<Article> newest() {
        return jdbc.sql(SELECT + NEWEST).query((row, number) -> article(row)).list();
    }

    /** The articles that match a text as people type it into a search field, best first, at most 20. */
    public List<Article> search(String text) {
        return jdbc.sql(SELECT + BEST)
                .param("text", text.replace("\0", ""))
                .query((row, number) -> article(row))
                .list();
    }

    public Optional<Article> find(String slug) {
        return jdbc.sql(SELECT + "AND slug = :slug")
                .param("slug", slug.replace("\0", ""))
                .query((row, number) -> article(row))
                .optional();
    }

    private static Article article(ResultSet row) throws SQLException {
        return new Article(
                row.getString("slug"),
                row.getString("title"),
                row.getString("excerpt"),
                row.getString("content"),
                row.getString("author"),
                row.getObject("published_at", OffsetDateTime.class).toInstant());
    }
}
