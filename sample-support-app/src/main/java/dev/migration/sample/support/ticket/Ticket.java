// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.ticket;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
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
import org.jspecify.annotations.Nullable;

import dev.migration.sample.support.problem.RequestProblem;
import dev.migration.sample.support.user.User;

/** A request of a customer, and its status. */
@Entity
@Table(
        name = "tickets",
        indexes = {
            @Index(name = "ix_tickets_requester_id", columnList = "requester_id"),
            @Index(name = "ix_tickets_assignee_id", columnList = "assignee_id"),
            @Index(name = "ix_tickets_priority", columnList = "priority"),
            @Index(name = "ix_tickets_created_at", columnList = "created_at")
        })
public class Ticket {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private int id;

    @Column(nullable = false, length = 200)
    private String title;

    /** Empty if the requester has not given any. */
    @Column(nullable = false, length = Length.LONG32)
    @ColumnDefault("''")
    private String details;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false, length = 50)
    @ColumnDefault("'OPEN'")
    private TicketStatus status = TicketStatus.OPEN;

    @Column(length = 20)
    @ColumnDefault("'normal'")
    private @Nullable String priority;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "requester_id", foreignKey = @ForeignKey(name = "fk_tickets_requester"))
    private User requester;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "assignee_id", foreignKey = @ForeignKey(name = "fk_tickets_assignee"))
    private @Nullable User assignee;

    @Column(nullable = false)
    @ColumnDefault("now()")
    private Instant createdAt;

    private @Nullable Instant resolvedAt;

    @Column(nullable = false)
    @ColumnDefault("0")
    private int resolutionTimeSeconds;

    @SuppressWarnings("NullAway.Init") // for Hibernate, which fills the fields
    protected Ticket() {}

    Ticket(OpenTicket request, User requester, Instant now) {
        this.title = request.title();
        this.details = Objects.requireNonNullElse(request.description(), "");
        this.priority = request.priority().column();
        this.requester = requester;
        this.createdAt = now;
    }

    /** Assigns the ticket to an agent. A ticket with status {@code OPEN} becomes {@code IN_PROGRESS}. */
    void assignTo(User agent) {
        refuseWhenDone();
        assignee = agent;
        status = status == TicketStatus.OPEN ? TicketStatus.IN_PROGRESS : status;
    }

    void resolve(Instant now) {
        refuseWhenDone();
        status = TicketStatus.RESOLVED;
        resolvedAt = now;
        resolutionTimeSeconds = Math.toIntExact(Duration.between(createdAt, now).toSeconds());
    }

    /** The ticket waits for the customer after a message of an agent, and for the agents after one of a customer. */
    public void answeredBy(User author) {
        refuseWhenDone();
        if (author.isAgent()) {
            status = TicketStatus.WAITING_ON_CUSTOMER;
        } else if (status == TicketStatus.WAITING_ON_CUSTOMER) {
            status = assignee == null ? TicketStatus.OPEN : TicketStatus.IN_PROGRESS;
        }
    }

    private void refuseWhenDone() {
        if (isDone()) {
            throw RequestProblem.conflict("Ticket %d is already %s.".formatted(id, status));
        }
    }

    public boolean isDone() {
        return status.isDone();
    }

    public int id() {
        return id;
    }

    String title() {
        return title;
    }

    String details() {
        return details;
    }

    TicketStatus status() {
        return status;
    }

    TicketPriority priority() {
        return TicketPriority.ofColumn(priority);
    }

    User requester() {
        return requester;
    }

    Optional<User> assignee() {
        return Optional.ofNullable(assignee);
    }

    Instant createdAt() {
        return createdAt;
    }

    Optional<Instant> resolvedAt() {
        return Optional.ofNullable(resolvedAt);
    }

    int resolutionTimeSeconds() {
        return resolutionTimeSeconds;
    }
}
