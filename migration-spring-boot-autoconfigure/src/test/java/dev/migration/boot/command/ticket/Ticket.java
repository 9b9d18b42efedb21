// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.command.ticket;

import java.util.List;

import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;

/** An entity whose keys have names that Hibernate makes. */
@Entity
@Table(indexes = @Index(name = "by_status", columnList = "status"))
public class Ticket {

    @Id
    @GeneratedValue
    Long id;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    Status status;

    @Column(nullable = false, unique = true, length = 80)
    String requesterEmail;

    @ManyToOne
    Ticket parent;

    @ElementCollection
    List<String> tags;

    /** What a ticket may be. */
    enum Status {
        OPEN,
        DONE
    }
}
