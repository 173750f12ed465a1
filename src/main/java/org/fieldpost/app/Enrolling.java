package org.fieldpost.app;

import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URI;
import java.util.UUID;
import org.fieldpost.cli.CommandFailed;
import org.fieldpost.contract.EnrolRequest;
import org.fieldpost.contract.EnrolResponse;
import org.fieldpost.contract.ErrorBody;
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
import org.fieldpost.sync.SyncErrorCode;

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
                        deviceName.isBlank() ? defaultName() : deviceName,
                        profile.enrolment().map(known -> known.device().value()).orElse(null));
        return switch (HttpHubApi.enrol(hub, request, HubClientSettings.standard())) {
            case HubAnswer.Success<EnrolResponse>(EnrolResponse response) ->
                    profile.enrolment()
                            .filter(known -> !isSamePerson(known, response))
                            .map(Enrolling::belongsToAnother)
                            .orElseGet(() -> new HubAnswer.Success<>(keep(profile, hub, response)));
            case HubAnswer.Failed<EnrolResponse>(HubFailure failure) ->
                    new HubAnswer.Failed<>(failure);
        };
    }

    private static boolean isSamePerson(Enrolment known, EnrolResponse response) {
        return known.user().value().equals(response.userId())
                && known.organization().value().equals(response.organizationId());
    }

    /** A profile is one person's work for one organization: it must never be sent in another's name. */
    private static HubAnswer<Enrolment> belongsToAnother(Enrolment known) {
        var message =
                "This profile holds the work of %s for %s. Make a new profile for anybody else."
                        .formatted(known.userName(), known.organizationName());
        return new HubAnswer.Failed<>(
                new HubFailure.Refused(409, new ErrorBody("FP-1101", message, false)));
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
                    case HubFailure.Untrusted untrusted ->
                            "What answers at %s is not known to be the hub (%s). Nothing was sent. %s (%s)"
                                    .formatted(
                                            hub,
                                            untrusted.reason(),
                                            SyncErrorCode.UNTRUSTED.remedy(),
                                            SyncErrorCode.UNTRUSTED.code());
                    case HubFailure.RetryLater later ->
                            "The hub is busy: " + later.error().message() + " Try again soon.";
                    case HubFailure.Unauthorized unauthorized -> unauthorized.error().message();
                    case HubFailure.EpochChanged changed -> changed.error().message();
                    case HubFailure.HorizonPassed passed -> passed.error().message();
                    case HubFailure.TooLarge large -> large.error().message();
                    case HubFailure.Refused refused ->
                            refused.error().message() + " (" + refused.error().code() + ")";
                });
    }
}
