// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import org.hibernate.Length;
import org.hibernate.annotations.ColumnDefault;
import org.jspecify.annotations.Nullable;

/** A report about tickets, which users can receive on a schedule. */
@Entity
@Table(name = "reports", uniqueConstraints = @UniqueConstraint(name = "uq_reports_name", columnNames = "name"))
class Report {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private int id;

    @Column(nullable = false, length = 100)
    private String name;

    @Column(length = Length.LONG32)
    private @Nullable String description;

    @Column(nullable = false)
    @ColumnDefault("now()")
    private Instant createdAt;

    @OneToMany(mappedBy = "report")
    private List<ScheduledReport> schedules = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // for Hibernate, which fills the fields
    protected Report() {}

    int id() {
        return id;
    }

    String name() {
        return name;
    }

    @Nullable
    String description() {
        return description;
    }

    List<ScheduledReport> schedules() {
        return schedules;
    }
}
