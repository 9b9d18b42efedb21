// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.testing;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;

/** The table that the scripts in {@code db/revisions} create. */
@Entity(name = "Thing")
public class Thing {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    private String name;
    private String colour;
}
