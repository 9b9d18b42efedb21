// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.command.audited;

import java.math.BigDecimal;
import java.util.Set;

import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.hibernate.envers.AuditJoinTable;
import org.hibernate.envers.AuditTable;
import org.hibernate.envers.Audited;
import org.hibernate.envers.NotAudited;
import org.hibernate.envers.RelationTargetAuditMode;

import dev.migration.boot.command.ticket.Ticket;

/** Envers keeps a table beside each table of these classes. */
@Entity
@Audited
@Table(name = "contract")
@Inheritance(strategy = InheritanceType.JOINED)
public class Contract {

    @Id
    @GeneratedValue
    Long id;

    @Version
    int version;

    @Column(nullable = false, unique = true, length = 40)
    String number;

    /** Envers copies the definition, NOT NULL included. */
    @Column(columnDefinition = "varchar(20) default 'EUR' not null")
    String currency;

    @NotAudited
    String draft;

    @Enumerated(EnumType.STRING)
    State state;

    @ElementCollection
    Set<String> signatories;

    @ManyToOne
    @Audited(targetAuditMode = RelationTargetAuditMode.NOT_AUDITED)
    Ticket ticket;

    @ManyToMany
    @AuditJoinTable(name = "contract_party_history")
    Set<Party> parties;

    /** Labels of a check, which the table of Envers does not have. */
    enum State {
        DRAFT,
        SIGNED
    }

    /** Has a table of its own, and so has its history. */
    @Entity(name = "Lease")
    @Audited
    @Table(name = "lease")
    public static class Lease extends Contract {

        BigDecimal rent;
    }

    /** In another schema; its history is in a third one. */
    @Entity(name = "Party")
    @Audited
    @Table(name = "party", schema = "people")
    @AuditTable(value = "party_history", schema = "history")
    public static class Party {

        @Id
        @GeneratedValue
        Long id;

        String name;
    }
}
