package dev.migration.sample.support.user;

import org.springframework.data.jpa.repository.JpaRepository;

/** The people in the database. */
public interface UserRepository extends JpaRepository<User, Integer> {}
