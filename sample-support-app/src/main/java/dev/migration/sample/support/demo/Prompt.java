// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.demo;

/** Presents the scenes of the tour. */
@FunctionalInterface
interface Prompt {

    /**
     * Presents a scene whose state is reached, and returns when it should end.
     *
     * @param number the number of the scene, from 1
     * @param count how many scenes there are
     */
    void present(Scene scene, int number, int count) throws InterruptedException;
}
