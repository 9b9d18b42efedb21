// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.command.everything;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.persistence.CheckConstraint;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.Lob;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import jakarta.persistence.Version;
import org.hibernate.annotations.ColumnDefault;
import org.hibernate.annotations.Comment;
import org.hibernate.annotations.GeneratedColumn;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** Attributes of every kind whose column depends on the dialect and the version of the server. */
@Entity
@Table(
        schema = "archive",
        uniqueConstraints = @UniqueConstraint(columnNames = {"name", "day"}),
        check = @CheckConstraint(name = "amount_is_positive", constraint = "amount > 0"),
        indexes = {
            @Index(columnList = "day desc, name"),
            @Index(name = "only_named", columnList = "name", options = "where name is not null")
        })
@SuppressWarnings("deprecation")
@Comment("has everything")
public class KitchenSink {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "sink")
    @SequenceGenerator(name = "sink", sequenceName = "sink_numbers", allocationSize = 7, initialValue = 100)
    Long id;

    @Version
    int version;

    String name;

    LocalDate day;

    LocalTime time;

    Instant moment;

    Duration duration;

    UUID uuid;

    @Column(precision = 10, scale = 2)
    BigDecimal amount;

    @GeneratedColumn("amount * 2")
    BigDecimal doubled;

    @Lob
    String text;

    @Column(columnDefinition = "varchar(20) default 'x' not null")
    String defined;

    @ColumnDefault("42")
    int answer;

    @Enumerated
    Level ordinal;

    @JdbcTypeCode(SqlTypes.NAMED_ENUM)
    Level level;

    @JdbcTypeCode(SqlTypes.JSON)
    Map<String, String> json;

    String[] words;

    List<Integer> numbers;

    @ManyToMany
    List<Animal> animals;

    /** The order differs from that of the names. */
    enum Level {
        LOW,
        HIGH
    }

    /** All classes in one table. */
    @Entity(name = "Animal")
    @Table(name = "animal")
    public static class Animal {

        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        Long id;

        /** In the same table. */
        @Entity(name = "Cat")
        public static class Cat extends Animal {

            @Column(nullable = false)
            String purr;
        }
    }

    /** A table for each class. */
    @Entity(name = "Vehicle")
    @Table(name = "vehicle")
    @Inheritance(strategy = InheritanceType.JOINED)
    public static class Vehicle {

        @Id
        UUID id;

        /** Has a table of its own. */
        @Entity(name = "Car")
        @Table(name = "car")
        public static class Car extends Vehicle {

            int doors;
        }

        /** Has a table of its own. */
        @Entity(name = "Bicycle")
        @Table(name = "bicycle")
        public static class Bicycle extends Vehicle {

            boolean bell;
        }
    }

    /** A table for each class with all columns. */
    @Entity(name = "Document")
    @Table(name = "document")
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    public static class Document {

        @Id
        @GeneratedValue
        Long id;

        @ElementCollection
        Map<String, BigDecimal> lines;

        /** Has all columns. */
        @Entity(name = "Invoice")
        @Table(name = "invoice", schema = "archive")
        public static class Invoice extends Document {

            BigDecimal total;
        }
    }
}
