// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.report;

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
import org.hibernate.annotations.OnDelete;
import org.hibernate.annotations.OnDeleteAction;

import dev.migration.sample.support.user.User;

/** The schedule on which a user receives a report. */
@Entity
@Table(
        name = "scheduled_reports",
        indexes = {
            @Index(name = "ix_scheduled_reports_report_id", columnList = "report_id"),
            @Index(name = "ix_scheduled_reports_recipient_id", columnList = "recipient_id")
        })
class ScheduledReport {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private int id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "report_id", foreignKey = @ForeignKey(name = "fk_scheduled_reports_report"))
    @OnDelete(action = OnDeleteAction.CASCADE)
    private Report report;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "recipient_id", foreignKey = @ForeignKey(name = "fk_scheduled_reports_recipient"))
    private User recipient;

    @Column(nullable = false, length = 50)
    private String schedule;

    @Column(nullable = false)
    private Instant nextRunAt;

    @SuppressWarnings("NullAway.Init") // for Hibernate, which fills the fields
    protected ScheduledReport() {}

    User recipient() {
        return recipient;
    }

    String schedule() {
        return schedule;
    }

    Instant nextRunAt() {
        return nextRunAt;
    }
}
