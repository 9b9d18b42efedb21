// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.report;

import java.util.List;

import org.springframework.data.jpa.repository.EntityGraph;
import org.springframework.data.jpa.repository.JpaRepository;

/** Reads reports from the database. */
interface ReportRepository extends JpaRepository<Report, Integer> {

    @EntityGraph(attributePaths = "schedules.recipient")
    List<Report> findAllByOrderByName();
}
