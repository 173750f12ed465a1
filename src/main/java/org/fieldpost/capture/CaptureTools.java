package org.fieldpost.capture;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.fieldpost.form.ChoiceLists;
import org.fieldpost.form.FormDocument;
import org.fieldpost.kernel.Ids;

/**
 * What capture needs of the world.
 *
 * @param saving runs the saving of drafts, away from the screen
 * @param zone of cameras' clocks and of the person
 * @param lists the choice lists of a form
 */
public record CaptureTools(
        Ids ids,
        InstantSource clock,
        RandomGenerator random,
        Executor saving,
        ZoneId zone,
        String appVersion,
        Function<FormDocument, ChoiceLists> lists) {}
