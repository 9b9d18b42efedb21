// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.knowledge;

import java.util.List;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.migration.sample.support.problem.RequestProblem;

/** The REST API of the knowledge base. */
@RestController
@RequestMapping("/api/articles")
class ArticleController {

    private final ArticleQuery articles;

    ArticleController(ArticleQuery articles) {
        this.articles = articles;
    }

    @GetMapping
    List<Article> list(@RequestParam(defaultValue = "") String text) {
        return text.isBlank() ? articles.newest() : articles.search(text);
    }

    @GetMapping("/{slug}")
    Article get(@PathVariable String slug) {
        return articles.find(slug)
                .orElseThrow(() -> RequestProblem.notFound("There is no article '%s'.".formatted(slug)));
    }
}
