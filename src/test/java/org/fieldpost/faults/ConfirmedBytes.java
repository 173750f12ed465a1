package org.fieldpost.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

/** An account of one file's upload, from what went over the proxy. */
final class ConfirmedBytes {
    private ConfirmedBytes() {}

    /** Each chunk begins where the hub last said it stands, and only bytes of cut chunks went twice. */
    static void areNotSentAgain(List<Exchange> exchanges) {
        long confirmed = 0;
        long carried = 0;
        long lost = 0;
        for (var exchange : exchanges) {
            if (exchange.isChunk()) {
                assertEquals(confirmed, exchange.offset(), exchange.toString());
                carried += exchange.bytesCarried();
                lost += exchange.told() ? 0 : exchange.bytesCarried();
            }
            if (exchange.told() && exchange.heldAfter() >= 0) {
                confirmed = exchange.heldAfter();
            }
        }
        assertNotEquals(0, lost, "no chunk was cut");
        assertTrue(carried <= confirmed + lost, carried + " carried for " + confirmed);
    }
}
