// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.user;

import org.springframework.data.jpa.repository.JpaRepository;

/** Reads users from the database. */
public interface UserRepository extends JpaRepository<User, Integer> {}
