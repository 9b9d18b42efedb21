// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.conversation;

import java.util.List;

import org.springframework.data.jpa.repository.EntityGraph;
import org.springframework.data.jpa.repository.JpaRepository;

/** Reads and stores messages. */
interface MessageRepository extends JpaRepository<TicketMessage, Integer> {

    @EntityGraph(attributePaths = "author")
    List<TicketMessage> findAllByTicketIdOrderByCreatedAt(int ticketId);
}
