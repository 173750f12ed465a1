package org.fieldpost.ui.kit;

import org.fieldpost.ui.fx.Words;

/** Amounts of data as people say them: "3.2 MB". */
public final class SizeWords {
    private static final long STEP = 1_000;
    private final Words words;

    public SizeWords(Words words) {
        this.words = Words.of(SizeWords.class, words.locale());
    }

    /** Under 10 of a unit with one decimal, else whole. */
    public String say(long bytes) {
        if (bytes < STEP) {
            return words.say("size.bytes", bytes);
        }
        if (bytes < STEP * STEP) {
            return in("size.kilobytes", bytes, STEP);
        }
        return bytes < STEP * STEP * STEP
                ? in("size.megabytes", bytes, STEP * STEP)
                : in("size.gigabytes", bytes, STEP * STEP * STEP);
    }

    private String in(String key, long bytes, long unit) {
        long tenths = Math.round(bytes * 10.0 / unit);
        Object amount =
                tenths < 100 ? (Object) (tenths / 10.0) : (Object) Math.round(tenths / 10.0);
        return words.say(key, amount);
    }
}
