package org.fieldpost.simulation;

/** What the network, or who stands in it, does to one call. */
enum LineFault {
    NONE("nothing happens to"),
    DROP_REQUEST("the hub never hears of"),
    DROP_RESPONSE("the answer is lost to"),
    TRUNCATE("the answer is cut short to"),
    DUPLICATE("the hub gets twice"),
    LATE("the answer comes much later to"),
    CAPTIVE_PORTAL("a page of the hotel answers"),
    UNAUTHORIZED("401 answers"),
    FORBIDDEN("403 answers"),
    GONE("410 answers"),
    TOO_LARGE("413 answers"),
    UNPROCESSABLE("422 answers"),
    TOO_MANY("429 answers"),
    SERVER_ERROR("500 answers"),
    HUB_DIES("the hub dies over");

    private final String words;

    LineFault(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
