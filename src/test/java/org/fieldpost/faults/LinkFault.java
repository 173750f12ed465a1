package org.fieldpost.faults;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** What the {@link FaultProxy} does to one request. */
public sealed interface LinkFault {
    LinkFault NONE = new None();

    /** Carried both ways. */
    record None() implements LinkFault {}

    /** The hub never gets it. */
    record DropRequest() implements LinkFault {}

    /** The hub gets it, the device hears nothing. */
    record DropAnswer() implements LinkFault {}

    /** The link is cut after so many bytes of the request's body have reached the hub. */
    record CutRequest(int bytes) implements LinkFault {}

    /** The link is cut after so many bytes of the whole answer, head included. */
    record Truncate(int bytes) implements LinkFault {}

    /** The hub gets it twice, one after the other; the device hears the second answer. */
    record Duplicate() implements LinkFault {}

    /** The answer is late. */
    record Delay(Duration by) implements LinkFault {}

    /** Something else answers; the hub never gets it. */
    record Instead(int status, Map<String, String> headers, String body) implements LinkFault {
        public Instead {
            headers = Map.copyOf(headers);
        }
    }

    /** Longer bodies are refused with 413. */
    record TooLarge(int bytesMax) implements LinkFault {}

    /** The link stands still at a chosen place until the device is gone. */
    record Hold(Place place, int bytes, CompletableFuture<Exchange> reached) implements LinkFault {
        /** Before the hub gets anything of it. */
        public static Hold request() {
            return new Hold(Place.REQUEST, 0, new CompletableFuture<>());
        }

        /** After so many bytes of the body have reached the hub. */
        public static Hold body(int bytes) {
            return new Hold(Place.BODY, bytes, new CompletableFuture<>());
        }

        /** When the hub has answered and so many bytes of the answer have reached the device. */
        public static Hold answer(int bytes) {
            return new Hold(Place.ANSWER, bytes, new CompletableFuture<>());
        }

        /** Where. */
        public enum Place {
            REQUEST,
            BODY,
            ANSWER
        }
    }
}
