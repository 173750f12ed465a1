package org.fieldpost.testing;

import java.lang.reflect.Method;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Runs a class's test bodies on the JavaFX thread: {@code @ExtendWith(Fx.class)}. One toolkit per JVM, shared
 * with TestFX.
 */
public final class Fx implements BeforeAllCallback, InvocationInterceptor {
    private static final long PATIENCE_SECONDS = 180;

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        start();
    }

    /** Starts the toolkit, or accepts the one that runs. */
    public static void start() throws InterruptedException {
        var up = new CountDownLatch(1);
        try {
            Platform.startup(up::countDown);
        } catch (IllegalStateException alreadyRunning) {
            Platform.runLater(up::countDown);
        }
        if (!up.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the toolkit did not start");
        }
        Platform.setImplicitExit(false);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation,
            ReflectiveInvocationContext<Method> context,
            ExtensionContext extension)
            throws Throwable {
        onScreen(invocation);
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation,
            ReflectiveInvocationContext<Method> context,
            ExtensionContext extension)
            throws Throwable {
        onScreen(invocation);
    }

    @Override
    public void interceptBeforeEachMethod(
            Invocation<Void> invocation,
            ReflectiveInvocationContext<Method> context,
            ExtensionContext extension)
            throws Throwable {
        onScreen(invocation);
    }

    @Override
    public void interceptAfterEachMethod(
            Invocation<Void> invocation,
            ReflectiveInvocationContext<Method> context,
            ExtensionContext extension)
            throws Throwable {
        onScreen(invocation);
    }

    private static void onScreen(Invocation<Void> invocation) throws Throwable {
        var outcome = new CompletableFuture<Throwable>();
        Platform.runLater(
                () -> {
                    try {
                        invocation.proceed();
                        outcome.complete(null);
                    } catch (Throwable e) {
                        outcome.complete(e);
                    }
                });
        Throwable problem = outcome.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (problem != null) {
            throw problem;
        }
    }
}
