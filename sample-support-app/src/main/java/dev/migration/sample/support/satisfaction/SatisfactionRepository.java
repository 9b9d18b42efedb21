package dev.migration.sample.support.satisfaction;

import java.util.Optional;

import org.springframework.data.jpa.repository.JpaRepository;

/** The ratings in the database. */
interface SatisfactionRepository extends JpaRepository<CustomerSatisfaction, Integer> {

    boolean existsByTicketId(int ticketId);

    Optional<CustomerSatisfaction> findFirstByTicketIdOrderByCreatedAt(int ticketId);
}
