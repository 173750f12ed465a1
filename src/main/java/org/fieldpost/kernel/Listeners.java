package org.fieldpost.kernel;

import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Those who want to hear of a thing; told in the order they came, each kept from the others' faults. */
public final class Listeners<E> {
    private static final System.Logger LOG = System.getLogger(Listeners.class.getName());
    private final CopyOnWriteArrayList<Consumer<? super E>> all = new CopyOnWriteArrayList<>();

    /** Adds a listener; closing what comes back removes it. */
    public Subscription add(Consumer<? super E> listener) {
        all.add(listener);
        return () -> all.remove(listener);
    }

    /** Tells everyone, on this thread. */
    public void tell(E event) {
        for (var listener : all) {
            try {
                listener.accept(event);
            } catch (RuntimeException e) {
                LOG.log(
                        System.Logger.Level.ERROR,
                        "a listener failed on " + event.getClass().getSimpleName(),
                        e);
            }
        }
    }

    /** A listening that can be ended. */
    @FunctionalInterface
    public interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
