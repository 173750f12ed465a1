package org.fieldpost.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the commands set going; the composition roots do it. */
public interface Programs {
    /** Opens the desktop on a profile and returns when its window is closed. */
    void desktop(ProfileChoice profile, @Nullable URI hub);

    /**
     * A hub on loopback, two enrolled profiles with sample data, and the desktop on one of them.
     *
     * @param folder where all of it is kept
     * @param window open the desktop; otherwise only prepare the data and return
     */
    void demo(Path folder, boolean window);

    /** Runs a hub until the process is asked to end. {@code started} hears its address. */
    void hub(HubSettings settings, Consumer<URI> started);

    /** The administration of a hub, running or not. */
    HubOffice office(HubSettings settings);

    /** Opens a profile for one command. */
    DeviceDoor open(ProfileChoice profile);

    /** Reads all of a profile and tells what is wrong; recovers it as any opening does, changes nothing else. */
    Examination examine(ProfileChoice profile);

    /** Makes a profile of this folder, if it is none yet, and joins it to a hub. */
    Enrolled enrol(ProfileChoice profile, URI hub, String code, String deviceName);

    /** Measures sync and writes a report; {@code progress} hears how far it is. */
    void bench(BenchSettings settings, Consumer<String> progress);

    /** Opens a profile, made if need be, that is measured. */
    BenchLaptop benchLaptop(ProfileChoice profile);

    /**
     * What came of an enrolment.
     *
     * @param user who uses the profile
     * @param organization whose hub it is
     * @param deviceId the hub's id for the device
     * @param encryption how the profile is protected, in words
     */
    record Enrolled(String user, String organization, String deviceId, String encryption) {}
}
