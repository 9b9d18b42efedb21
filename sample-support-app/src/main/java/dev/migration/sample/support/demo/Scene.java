// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.demo;

/**
 * A state of the database, and how the tour comes to it and leaves it.
 *
 * @param title the status that the endpoint reports, and what happens
 * @param text what is to be seen, in lines
 * @param begin brings the database into the state; returns when it is reached
 * @param end leaves the state; returns when what runs is done
 */
record Scene(String title, String text, Step begin, Step end) {

    /** Nothing to do. */
    static final Step NOTHING = () -> {};

    /** A part of a scene. */
    @FunctionalInterface
    interface Step {

        void run() throws Exception;
    }
}
