// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.knowledge;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;

import dev.migration.sample.support.SupportApi;
import dev.migration.sample.support.SupportTest;

import static org.assertj.core.api.Assertions.assertThat;

@SupportTest
class ArticleTests {

    private final SupportApi api;
    private final JdbcClient jdbc;

    @Autowired
    ArticleTests(RestTestClient client, JdbcClient jdbc) {
        this.api = new SupportApi(client);
        this.jdbc = jdbc;
    }

    @Test
    void aSearchFindsOtherFormsOfAWordAndTheTitleCountsMost() {
        assertThat(slugs("/api/articles?text=passwords")).containsExactly("reset-a-password");
        assertThat(slugs("/api/articles?text=certificate OR expired")).startsWith("sso-certificate");
        assertThat(slugs("/api/articles?text=nothinglikethis")).isEmpty();
    }

    @Test
    void punctuationIsNoSyntaxOfASearch() {
        assertThat(api.get("/api/articles?text='%26|!(:*")).hasStatusOk();
        assertThat(api.get("/api/articles?text=%00")).hasStatusOk();
    }

    @Test
    void theTriggerKeepsWhatIsSearched() {
        jdbc.sql("UPDATE knowledge.posts SET content = content || ' Zanzibar' WHERE slug = 'export-rows'")
                .update();

        assertThat(slugs("/api/articles?text=zanzibar")).containsExactly("export-rows");
    }

    @Test
    void anArticleHasItsAuthor() {
        assertThat(api.get("/api/articles/webhooks-twice"))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.author")
                .isEqualTo("Bruno Keller");
        assertThat(api.get("/api/articles/unknown")).hasStatus(404);
    }

    private List<String> slugs(String path) {
        return SupportApi.read(api.get(path), "$[*].slug");
    }
}
