// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.command.faulty;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.Table;

/** An entity that Hibernate accepts and PostgreSQL refuses. */
@Entity
@Table(
        name = "user",
        indexes = {
            @Index(name = "live", columnList = "status", unique = true, options = "where status = 1"),
            @Index(name = "lower_name", columnList = "lower(name)")
        })
public class Faulty {

    @Id
    Long id;

    int status;

    String name;

    String order;

    @Column(name = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")
    String longOne;
}
