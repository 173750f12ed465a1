package org.fieldpost.sync;

import java.util.Random;
import org.fieldpost.contract.EnrolResponse;
import org.fieldpost.contract.Role;
import org.fieldpost.hub.RunningHub;
import org.fieldpost.hubclient.HttpHubApi;
import org.fieldpost.hubclient.HubClientSettings;
import org.fieldpost.store.Enrolment;
import org.fieldpost.submission.DeviceId;
import org.fieldpost.submission.OrganizationId;
import org.fieldpost.submission.UserId;

/**
 * A new person's new device at a real hub.
 *
 * @param api its line to the hub, over HTTP
 * @param enrolment who it is there
 */
record RealLine(HttpHubApi api, Enrolment enrolment) {
    RealLine(RunningHub hub, String name, long seed, Role... roles) {
        this(hub, joined(hub, name, roles), seed);
    }

    private RealLine(RunningHub hub, EnrolResponse joined, long seed) {
        this(
                new HttpHubApi(
                        hub.address(),
                        joined.token(),
                        HubClientSettings.standard(),
                        new Random(seed)),
                new Enrolment(
                        hub.address().toString(),
                        joined.token(),
                        new DeviceId(joined.deviceId()),
                        new UserId(joined.userId()),
                        joined.userName(),
                        new OrganizationId(joined.organizationId()),
                        joined.organizationName(),
                        joined.roles()));
    }

    private static EnrolResponse joined(RunningHub hub, String name, Role... roles) {
        var settings = HubClientSettings.standard();
        var answer = HttpHubApi.enrol(hub.address(), hub.invite(name, roles), settings);
        return switch (answer) {
            case HubAnswer.Success<EnrolResponse>(EnrolResponse joined) -> joined;
            case HubAnswer.Failed<EnrolResponse>(HubFailure failure) ->
                    throw new AssertionError(failure);
        };
    }
}
