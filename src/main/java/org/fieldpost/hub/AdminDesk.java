package org.fieldpost.hub;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumSet;
import java.util.Set;
import org.fieldpost.contract.Role;
import org.fieldpost.form.BundledForms;
import org.fieldpost.hub.store.UsersTable.User;
import org.fieldpost.kernel.Json;
import org.fieldpost.submission.DeviceId;
import org.fieldpost.submission.OrganizationId;
import org.fieldpost.submission.UserId;

/**
 * {@link HubAdministration} by names instead of ids, as JSON in and out: what the command line asks, whether the hub is
 * running or not. Each call may throw {@link Refused}.
 */
public final class AdminDesk {
    private final HubAdministration administration;

    public AdminDesk(HubAdministration administration) {
        this.administration = administration;
    }

    /** {@code {organization, user, roles}} to {@code {code, user, organization, expires_at}}; both are made if new. */
    public ObjectNode code(ObjectNode request) {
        var name = text(request, "organization");
        var organization = administration.organization(name).orElseGet(() -> newOrganization(name));
        var user = userNamed(organization, text(request, "user"), roles(request));
        var code = administration.mintCode(organization, user);
        return Json.object()
                .put("code", code.code())
                .put("user", text(request, "user"))
                .put("organization", name)
                .put("expires_at", code.expiresAt().toString());
    }

    /** An organization begins with the forms that come with the program. */
    private OrganizationId newOrganization(String name) {
        var organization = administration.createOrganization(name);
        var bundled = new BundledForms(AdminDesk.class.getClassLoader());
        for (var code : bundled.codes()) {
            administration.publishForm(organization, bundled.form(code).source());
        }
        return organization;
    }

    private UserId userNamed(OrganizationId organization, String name, Set<Role> roles) {
        for (var user : administration.users(organization)) {
            if (user.name().equals(name)) {
                var all = EnumSet.copyOf(roles);
                all.addAll(user.roles());
                if (!all.equals(user.roles())) {
                    administration.setRoles(organization, user.id(), all);
                }
                return user.id();
            }
        }
        return administration.createUser(organization, name, roles);
    }

    private static Set<Role> roles(ObjectNode request) {
        var roles = EnumSet.noneOf(Role.class);
        for (var role : request.path("roles")) {
            try {
                roles.add(Role.of(role.asText()));
            } catch (IllegalArgumentException e) {
                throw Refused.malformed(
                        "A role is field_worker, supervisor, form_manager or admin.");
            }
        }
        if (roles.isEmpty()) {
            roles.add(Role.FIELD_WORKER);
        }
        return roles;
    }

    /** {@code {organization}} to its people. */
    public ArrayNode users(ObjectNode request) {
        var all = Json.array();
        for (User user : administration.users(organization(request))) {
            var entry = all.addObject();
            entry.put("id", user.id().toString())
                    .put("name", user.name())
                    .put("active", user.active());
            var roles = entry.putArray("roles");
            user.roles().stream().sorted().forEach(role -> roles.add(role.word()));
        }
        return all;
    }

    /** {@code {organization}} to its devices. */
    public ArrayNode devices(ObjectNode request) {
        var organization = organization(request);
        var all = Json.array();
        for (var device : administration.devices(organization)) {
            var entry = all.addObject();
            entry.put("id", device.id().toString()).put("name", device.name());
            administration.users(organization).stream()
                    .filter(user -> user.id().equals(device.user()))
                    .forEach(user -> entry.put("user", user.name()));
            entry.put("status", device.status());
            if (device.lastSeen() != null) {
                entry.put("last_seen", device.lastSeen().toString());
            }
            entry.put("app_version", device.appVersion());
            entry.put("quarantined", administration.quarantined(organization, device.id()));
        }
        return all;
    }

    /** {@code {organization, device, status}}. */
    public ObjectNode setDeviceStatus(ObjectNode request) {
        var organization = organization(request);
        var device = device(request);
        var status = text(request, "status");
        switch (status) {
            case "active" -> administration.activate(organization, device);
            case "suspended" -> administration.suspend(organization, device);
            case "revoked" -> administration.revoke(organization, device);
            default -> throw Refused.malformed("A device is active, suspended or revoked.");
        }
        return Json.object().put("id", device.toString()).put("status", status);
    }

    /** {@code {organization, device}} to {@code {id, done, refused}}: carries out what is kept of a barred device. */
    public ObjectNode release(ObjectNode request) {
        var device = device(request);
        var released = administration.release(organization(request), device);
        var answer = Json.object().put("id", device.toString());
        released.forEach(answer::put);
        return answer;
    }

    /** {@code {}} to the hub's jobs: {@code [{name, finished_at, outcome, next_run_at}]}. */
    public ArrayNode jobs(ObjectNode request) {
        var all = Json.array();
        for (var job : administration.jobs()) {
            var entry = all.addObject().put("name", job.name());
            if (job.finished() != null) {
                entry.put("finished_at", job.finished().toString()).put("outcome", job.outcome());
            }
            entry.put("next_run_at", job.nextRun().toString());
        }
        return all;
    }

    private static DeviceId device(ObjectNode request) {
        try {
            return DeviceId.of(text(request, "device"));
        } catch (IllegalArgumentException e) {
            throw Refused.malformed("Name the device by its id, as listed.");
        }
    }

    /** {@code {organization, document}} to {@code {code, version, sha256}}. */
    public ObjectNode publish(ObjectNode request) {
        if (!(request.path("document") instanceof ObjectNode document)) {
            throw Refused.malformed("A form document is a JSON object.");
        }
        var form = administration.publishForm(organization(request), document);
        return Json.object()
                .put("code", form.code())
                .put("version", form.version())
                .put("sha256", form.sha256().hex());
    }

    /** To {@code {epoch}}: the hub's data came from a backup. Its processes must be started anew afterwards. */
    public ObjectNode restored() {
        return Json.object().put("epoch", administration.beginNewEpoch());
    }

    private OrganizationId organization(ObjectNode request) {
        var name = text(request, "organization");
        return administration
                .organization(name)
                .orElseThrow(
                        () -> Refused.unknown("There is no organization called " + name + "."));
    }

    private static String text(ObjectNode request, String property) {
        var text = request.path(property).asText("");
        if (text.isBlank()) {
            throw Refused.malformed("Say the " + property + ".");
        }
        return text;
    }
}
