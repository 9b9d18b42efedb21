// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.satisfaction;

import java.util.Optional;

import org.springframework.data.jpa.repository.JpaRepository;

/** Reads and stores ratings. */
interface SatisfactionRepository extends JpaRepository<CustomerSatisfaction, Integer> {

    boolean existsByTicketId(int ticketId);

    Optional<CustomerSatisfaction> findFirstByTicketIdOrderByCreatedAt(int ticketId);
}
