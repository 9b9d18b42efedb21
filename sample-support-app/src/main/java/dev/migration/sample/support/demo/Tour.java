// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.demo;

import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/** Goes through the scenes on a thread of its own, as soon as the application is ready. */
final class Tour implements ApplicationListener<ApplicationReadyEvent>, DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Tour.class);

    private final List<Scene> scenes;
    private final Prompt prompt;
    private final Thread thread = new Thread(this::run, "demo");

    Tour(List<Scene> scenes, Prompt prompt) {
        this.scenes = scenes;
        this.prompt = prompt;
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent ready) {
        thread.setDaemon(true);
        thread.start();
    }

    /** A context that closes ends the scene that is presented. */
    @Override
    public void destroy() {
        thread.interrupt();
    }

    private void run() {
        try {
            for (var scene : scenes) {
                scene.begin().run();
                prompt.present(scene, scenes.indexOf(scene) + 1, scenes.size());
                scene.end().run();
            }
            log.info("The demo has ended. The application goes on; start it again to see the states again.");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (Exception failure) {
            log.error("The demo has stopped. The application goes on.", failure);
        }
    }
}
