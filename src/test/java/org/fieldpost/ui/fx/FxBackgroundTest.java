package org.fieldpost.ui.fx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import org.fieldpost.testing.Fx;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FxBackgroundTest {
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final FxBackground background = new FxBackground();

    @BeforeAll
    static void toolkit() throws InterruptedException {
        Fx.start();
    }

    @Test
    void work_runs_elsewhere_and_its_outcome_comes_back_to_the_screen()
            throws InterruptedException {
        background.run(
                () -> Platform.isFxApplicationThread(),
                elsewhere -> told.add(elsewhere + " " + Platform.isFxApplicationThread()),
                problem -> told.add("failed"));
        assertEquals("false true", told.poll(60, TimeUnit.SECONDS));
        assertTrue(told.isEmpty());
    }

    @Test
    void a_failure_comes_back_to_the_screen_once() throws InterruptedException {
        background.run(
                () -> {
                    throw new IllegalStateException("no");
                },
                result -> told.add("done"),
                problem -> told.add(problem.getMessage() + Platform.isFxApplicationThread()));
        assertEquals("notrue", told.poll(60, TimeUnit.SECONDS));
        assertFalse(told.contains("done"));
    }
}
