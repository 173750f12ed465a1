package org.fieldpost.app;

import java.net.URI;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.fieldpost.cli.CommandFailed;
import org.fieldpost.cli.DeviceDoor;
import org.fieldpost.cli.HubOffice;
import org.fieldpost.cli.HubSettings;
import org.fieldpost.cli.ProfileChoice;
import org.fieldpost.cli.Programs;
import org.jspecify.annotations.Nullable;

/** What the commands set going, in the real world. */
public final class RealPrograms implements Programs {
    private final World world = World.real();

    @Override
    public void desktop(ProfileChoice profile, @Nullable URI hub) {
        throw new CommandFailed("not yet");
    }

    @Override
    public void demo(Path folder, boolean window) {
        throw new CommandFailed("not yet");
    }

    @Override
    public void hub(HubSettings settings, Consumer<URI> started) {
        var stop = new Stop();
        try (var hub = HubApp.start(world, settings)) {
            started.accept(hub.address());
            stop.await();
        } finally {
            stop.finished();
        }
    }

    @Override
    public HubOffice office(HubSettings settings) {
        return Offices.of(world, settings);
    }

    @Override
    public DeviceDoor open(ProfileChoice profile) {
        throw new CommandFailed("not yet");
    }

    @Override
    public Enrolled enrol(ProfileChoice profile, URI hub, String code, String deviceName) {
        throw new CommandFailed("not yet");
    }
}
