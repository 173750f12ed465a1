package org.fieldpost.form;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.fieldpost.kernel.Ids;

/**
 * What a form may know of the world it is filled in.
 *
 * @param locale of labels, messages and formatted dates
 * @param ids for row keys and {@code uuid()}
 * @param properties what {@code property('username')} answers: deviceid, username, ...
 */
public record FormEnvironment(
        InstantSource clock,
        ZoneId zone,
        Locale locale,
        Ids ids,
        RandomGenerator random,
        Map<String, String> properties) {
    public FormEnvironment {
        properties = Map.copyOf(properties);
    }
}
