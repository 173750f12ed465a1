package org.fieldpost.sync;

import java.util.function.Function;

/** What came of asking the hub: a value or a reason, never an exception. */
public sealed interface HubAnswer<T> {
    /** The hub did it. */
    record Success<T>(T value) implements HubAnswer<T> {}

    /** It did not. */
    record Failed<T>(HubFailure failure) implements HubAnswer<T> {}

    /** The same answer about something else. */
    default <R> HubAnswer<R> map(Function<? super T, ? extends R> change) {
        return switch (this) {
            case Success<T>(T value) -> new Success<>(change.apply(value));
            case Failed<T>(HubFailure failure) -> new Failed<>(failure);
        };
    }
}
