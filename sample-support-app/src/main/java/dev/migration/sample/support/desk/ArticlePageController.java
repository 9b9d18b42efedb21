// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.desk;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

import dev.migration.sample.support.knowledge.ArticleQuery;
import dev.migration.sample.support.problem.RequestProblem;

/** The pages of the knowledge base. */
@Controller
@RequestMapping("/articles")
class ArticlePageController {

    private final ArticleQuery articles;

    ArticlePageController(ArticleQuery articles) {
        this.articles = articles;
    }

    @GetMapping
    String list(@RequestParam(defaultValue = "") String text, Model model) {
        model.addAttribute("text", text);
        model.addAttribute("articles", text.isBlank() ? articles.newest() : articles.search(text));
        return "articles";
    }

    @GetMapping("/{slug}")
    String article(@PathVariable String slug, Model model) {
        model.addAttribute(
                "article",
                articles.find(slug)
                        .orElseThrow(() -> RequestProblem.notFound("There is no article '%s'.".formatted(slug))));
        return "article";
    }
}
