// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.desk;

import java.util.List;
import java.util.function.Predicate;

import org.springframework.data.domain.Sort;
import org.springframework.stereotype.Component;

import dev.migration.sample.support.user.User;
import dev.migration.sample.support.user.UserRepository;

/** The choices of a field that wants a person. */
@Component
class People {

    private final UserRepository users;

    People(UserRepository users) {
        this.users = users;
    }

    List<User> agents() {
        return those(User::isAgent);
    }

    List<User> customers() {
        return those(user -> !user.isAgent());
    }

    private List<User> those(Predicate<User> wanted) {
        return users.findAll(Sort.by("name")).stream().filter(wanted).toList();
    }
}
