// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.conversation;

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
import org.hibernate.annotations.ColumnDefault;
import org.hibernate.annotations.OnDelete;
import org.hibernate.annotations.OnDeleteAction;

import dev.migration.sample.support.ticket.Ticket;
import dev.migration.sample.support.user.User;

/** What a customer or an agent wrote about a ticket. */
@Entity
@Table(
        name = "ticket_messages",
        indexes = {
            @Index(name = "ix_messages_ticket_id", columnList = "ticket_id"),
            @Index(name = "ix_messages_author_id", columnList = "author_id")
        })
class TicketMessage {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private int id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "ticket_id", foreignKey = @ForeignKey(name = "fk_messages_ticket"))
    @OnDelete(action = OnDeleteAction.CASCADE)
    private Ticket ticket;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "author_id", foreignKey = @ForeignKey(name = "fk_messages_author"))
    private User author;

    @Column(nullable = false, length = Length.LONG32)
    private String body;

    @Column(nullable = false)
    @ColumnDefault("now()")
    private Instant createdAt;

    @SuppressWarnings("NullAway.Init") // for Hibernate, which fills the fields
    protected TicketMessage() {}

    TicketMessage(Ticket ticket, User author, String body, Instant now) {
        this.ticket = ticket;
        this.author = author;
        this.body = body;
        this.createdAt = now;
    }

    User author() {
        return author;
    }

    String body() {
        return body;
    }

    Instant createdAt() {
        return createdAt;
    }
}
