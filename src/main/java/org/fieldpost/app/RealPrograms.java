package org.fieldpost.app;

import java.net.URI;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.fieldpost.app.doctor.Doctor;
import org.fieldpost.cli.BenchLaptop;
import org.fieldpost.cli.BenchSettings;
import org.fieldpost.cli.DeviceDoor;
import org.fieldpost.cli.Examination;
import org.fieldpost.cli.HubOffice;
import org.fieldpost.cli.HubSettings;
import org.fieldpost.cli.ProfileChoice;
import org.fieldpost.cli.Programs;
import org.fieldpost.store.Enrolment;
import org.fieldpost.sync.HubAnswer;
import org.fieldpost.sync.HubFailure;
import org.jspecify.annotations.Nullable;

/** What the commands set going, in the real world. */
public final class RealPrograms implements Programs {
    private static final System.Logger LOG = System.getLogger(RealPrograms.class.getName());
    private final World world = World.real();

    @Override
    public void desktop(ProfileChoice profile, @Nullable URI hub) {
        new DesktopApp(world, profile, FileDialogPhotos::new).run();
    }

    @Override
    public void demo(Path folder, boolean window) {
        var demo = new DemoApp(world, folder);
        try (var hub = demo.prepare()) {
            LOG.log(System.Logger.Level.INFO, "demonstration hub at {0}", hub.address());
            if (window) {
                new DesktopApp(world, demo.fieldWorker(), FileDialogPhotos::new).run();
            }
        }
    }

    @Override
    public void hub(HubSettings settings, Consumer<URI> started) {
        HubLog.begin(settings.log());
        var stop = new Stop();
        boolean inOrder = false;
        try {
            try (var hub = StandingHub.start(world, settings, StandingHub.EVERY)) {
                started.accept(hub.address());
                stop.await();
            }
            inOrder = true;
        } finally {
            stop.finished(inOrder);
        }
    }

    @Override
    public HubOffice office(HubSettings settings) {
        return Offices.of(world, settings);
    }

    @Override
    public DeviceDoor open(ProfileChoice profile) {
        return new CommandDevice(DeviceApp.open(world, profile, false));
    }

    @Override
    public Examination examine(ProfileChoice choice) {
        // The profile alone: an app around it would put its forms in, index words and listen for
        // the hub.
        try (var profile = DeviceApp.profile(world, choice, false)) {
            return new Doctor(profile, DeviceApp.freeSpace(profile)).examine();
        }
    }

    @Override
    public Enrolled enrol(ProfileChoice profile, URI hub, String code, String deviceName) {
        try (var app = DeviceApp.open(world, profile, true)) {
            return switch (app.enrol(hub, code, deviceName)) {
                case HubAnswer.Success<Enrolment>(Enrolment enrolment) ->
                        new Enrolled(
                                enrolment.userName(),
                                enrolment.organizationName(),
                                enrolment.device().toString(),
                                app.protection());
                case HubAnswer.Failed<Enrolment>(HubFailure failure) ->
                        throw Enrolling.refused(hub, failure);
            };
        }
    }

    @Override
    public void bench(BenchSettings settings, Consumer<String> progress) {
        new Bench(world, settings, progress).run();
    }

    @Override
    public BenchLaptop benchLaptop(ProfileChoice profile) {
        return new MeasuredLaptop(
                world, DeviceApp.open(world, profile, true, MeasuredLaptop.STILL));
    }
}
