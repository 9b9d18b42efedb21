// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.user;

import java.util.List;

import org.springframework.data.domain.Sort;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The REST API that lists customers and agents. */
@RestController
@RequestMapping("/api/users")
class UserController {

    private final UserRepository users;

    UserController(UserRepository users) {
        this.users = users;
    }

    @GetMapping
    List<UserView> list() {
        return users.findAll(Sort.by("name")).stream().map(UserView::of).toList();
    }

    /** A user in the REST API. */
    record UserView(int id, String name, String email, Role role) {

        static UserView of(User user) {
            return new UserView(user.id(), user.name(), user.email(), user.role());
        }
    }
}
