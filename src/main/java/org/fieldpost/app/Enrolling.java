package org.fieldpost.app;

import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URI;
import java.util.UUID;
import org.fieldpost.cli.CommandFailed;
import org.fieldpost.contract.EnrolRequest;
import org.fieldpost.contract.EnrolResponse;
import org.fieldpost.hubclient.HttpHubApi;
import org.fieldpost.hubclient.HubClientSettings;
import org.fieldpost.store.Enrolment;
import org.fieldpost.store.Mutation;
import org.fieldpost.store.Profile;
import org.fieldpost.submission.DeviceId;
import org.fieldpost.submission.OrganizationId;
import org.fieldpost.submission.UserId;
import org.fieldpost.sync.HubAnswer;
import org.fieldpost.sync.HubFailure;

/** Joining a hub: the code for a token, and the token kept, journal first. */
final class Enrolling {
    private static final String DEVICE_ID = "device.external_id";
    private final World world;

    Enrolling(World world) {
        this.world = world;
    }

    /** Joins {@code profile} to a hub; a success is kept already. */
    HubAnswer<Enrolment> enrol(Profile profile, URI hub, String code, String deviceName) {
        var request =
                new EnrolRequest(
                        code,
                        externalId(profile),
                        "desktop",
                        System.getProperty("os.name") + " " + System.getProperty("os.version"),
                        World.VERSION,
                        deviceName.isBlank() ? defaultName() : deviceName);
        return HttpHubApi.enrol(hub, request, HubClientSettings.standard())
                .map(response -> keep(profile, hub, response));
    }

    private Enrolment keep(Profile profile, URI hub, EnrolResponse response) {
        var enrolment =
                new Enrolment(
                        hub.toString(),
                        response.token(),
                        new DeviceId(response.deviceId()),
                        new UserId(response.userId()),
                        response.userName(),
                        new OrganizationId(response.organizationId()),
                        response.organizationName(),
                        response.roles());
        profile.writes()
                .commit(new Mutation.Enrol(world.ids().next(), world.clock().instant(), enrolment));
        return enrolment;
    }

    /** Made once for a profile, so that the hub knows the laptop again when it enrols anew. */
    private String externalId(Profile profile) {
        var known = profile.database().read(tx -> profile.tables().settings().get(tx, DEVICE_ID));
        if (known.isPresent()) {
            return known.get().asText();
        }
        var fresh = UUID.randomUUID().toString();
        profile.writes()
                .commit(
                        new Mutation.PutSetting(
                                world.ids().next(),
                                world.clock().instant(),
                                DEVICE_ID,
                                TextNode.valueOf(fresh)));
        return fresh;
    }

    private static String defaultName() {
        return System.getProperty("user.name", "laptop");
    }

    /** A refusal in words. */
    static CommandFailed refused(URI hub, HubFailure failure) {
        return new CommandFailed(
                switch (failure) {
                    case HubFailure.Unreachable unreachable ->
                            "No hub answered at %s (%s). Check the address and the network, then try again."
                                    .formatted(hub, unreachable.reason());
                    case HubFailure.RetryLater later ->
                            "The hub is busy: " + later.error().message() + " Try again soon.";
                    case HubFailure.Unauthorized unauthorized -> unauthorized.error().message();
                    case HubFailure.EpochChanged changed -> changed.error().message();
                    case HubFailure.HorizonPassed passed -> passed.error().message();
                    case HubFailure.TooLarge large -> large.error().message();
                    case HubFailure.Refused refused ->
                            refused.error().message()
                                    + " Ask for a new code. ("
                                    + refused.error().code()
                                    + ")";
                });
    }
}
