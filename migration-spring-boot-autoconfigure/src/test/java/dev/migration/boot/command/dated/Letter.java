// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.command.dated;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import jakarta.persistence.Basic;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.hibernate.annotations.CreationTimestamp;
import org.hibernate.annotations.UpdateTimestamp;

/** Hibernate 7.0 wrote less for this class. */
@Entity
@Table(name = "letter")
public class Letter {

    @Id
    Long id;

    @Version
    Integer version;

    @CreationTimestamp
    Instant created;

    /** Each version writes NOT NULL. */
    @UpdateTimestamp
    @Column(nullable = false)
    Instant updated;

    @Embedded
    Opening opening;

    @ElementCollection
    Set<String> tags;

    @ElementCollection
    @OrderColumn(name = "place")
    List<String> pages;

    @OneToMany
    Set<Letter> answers;

    /** A part of the same table. */
    @jakarta.persistence.Embeddable
    static class Opening {

        @CreationTimestamp
        Instant opened;
    }

    /** In the same table. */
    @Entity(name = "Parcel")
    public static class Parcel extends Letter {

        @Basic(optional = false)
        Integer weight;
    }
}
