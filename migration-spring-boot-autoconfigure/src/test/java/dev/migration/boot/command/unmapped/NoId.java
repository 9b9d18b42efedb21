// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.command.unmapped;

import jakarta.persistence.Entity;

/** An entity without an identifier. */
@Entity
public class NoId {

    String name;
}
