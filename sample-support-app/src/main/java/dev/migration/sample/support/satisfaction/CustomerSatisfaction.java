// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.satisfaction;

import java.time.Instant;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.ForeignKey;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import org.hibernate.Length;
import org.hibernate.annotations.OnDelete;
import org.hibernate.annotations.OnDeleteAction;
import org.jspecify.annotations.Nullable;

import dev.migration.sample.support.ticket.Ticket;

/** A customer's rating of a resolved ticket. */
@Entity
@Table(
        name = "customer_satisfaction",
        indexes = {
            @Index(name = "ix_satisfaction_ticket_id", columnList = "ticket_id"),
            @Index(name = "ix_satisfaction_created_at", columnList = "created_at")
        })
class CustomerSatisfaction {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private int id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "ticket_id", foreignKey = @ForeignKey(name = "fk_satisfaction_ticket"))
    @OnDelete(action = OnDeleteAction.CASCADE)
    private Ticket ticket;

    @Column(nullable = false)
    private int rating;

    @Column(length = Length.LONG32)
    private @Nullable String feedback;

    @Column(nullable = false)
    private Instant createdAt;

    @SuppressWarnings("NullAway.Init") // for Hibernate, which fills the fields
    protected CustomerSatisfaction() {}

    CustomerSatisfaction(Ticket ticket, RateTicket request, Instant now) {
        this.ticket = ticket;
        this.rating = request.rating();
        this.feedback = request.feedback();
        this.createdAt = now;
    }

    int ticketId() {
        return ticket.id();
    }

    int rating() {
        return rating;
    }

    @Nullable
    String feedback() {
        return feedback;
    }

    Instant createdAt() {
        return createdAt;
    }
}
