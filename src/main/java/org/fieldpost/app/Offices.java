package org.fieldpost.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.fieldpost.cli.CommandFailed;
import org.fieldpost.cli.HubOffice;
import org.fieldpost.cli.HubSettings;
import org.fieldpost.hub.AdminDesk;
import org.fieldpost.hub.Refused;
import org.fieldpost.kernel.Json;

/** The administration of a hub: through its address while it runs on this machine, else on its database. */
final class Offices {
    private static final String RESTORED = "restored";
    private static final Duration WAIT_MAX = Duration.ofSeconds(20);

    private Offices() {}

    static HubOffice of(World world, HubSettings settings) {
        Optional<HubFile> running =
                settings.embedded()
                        ? HubFile.read(Path.of(settings.db())).filter(Offices::answers)
                        : Optional.empty();
        if (running.isPresent()) {
            var file = running.get();
            return new Office((what, request) -> whileItRuns(file, what, request), () -> {});
        }
        var hub = HubApp.start(world, settings);
        var desk = new AdminDesk(hub.administration());
        return new Office((what, request) -> direct(desk, what, request), hub);
    }

    private static boolean answers(HubFile file) {
        try (var client = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(URI.create(file.address() + "/health"))
                            .timeout(WAIT_MAX)
                            .build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new CommandFailed("Interrupted; nothing was changed.", e);
        }
    }

    private static JsonNode whileItRuns(HubFile file, String what, ObjectNode request) {
        if (what.equals(RESTORED)) {
            throw new CommandFailed(
                    "The hub is running: stop it, put the backup back, say so, then start it.");
        }
        return post(file, what, request);
    }

    private static JsonNode post(HubFile file, String what, ObjectNode request) {
        try (var client = HttpClient.newHttpClient()) {
            var post =
                    HttpRequest.newBuilder(URI.create(file.address() + "/admin/" + what))
                            .timeout(WAIT_MAX)
                            .header("Authorization", "Bearer " + file.secret())
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(Json.write(request)))
                            .build();
            var response = client.send(post, HttpResponse.BodyHandlers.ofByteArray());
            var body = Json.parse(response.body());
            if (response.statusCode() != 200) {
                throw new CommandFailed(
                        body.path("message").asText("The hub refused.")
                                + " ("
                                + body.path("code").asText()
                                + ")");
            }
            return body;
        } catch (IOException e) {
            throw new CommandFailed(
                    "The hub at " + file.address() + " did not answer: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            throw new CommandFailed("Interrupted; ask again to see whether it was done.", e);
        }
    }

    private static JsonNode direct(AdminDesk desk, String what, ObjectNode request) {
        try {
            return switch (what) {
                case "code" -> desk.code(request);
                case "users" -> desk.users(request);
                case "devices" -> desk.devices(request);
                case "device-status" -> desk.setDeviceStatus(request);
                case "jobs" -> desk.jobs(request);
                case "release" -> desk.release(request);
                case "publish" -> desk.publish(request);
                case RESTORED -> desk.restored();
                default -> throw new IllegalArgumentException(what);
            };
        } catch (Refused e) {
            throw new CommandFailed(e.body().message() + " (" + e.body().code() + ")", e);
        }
    }

    /** A way to ask for something by name. */
    private interface Desk {
        JsonNode ask(String what, ObjectNode request);
    }

    private record Office(Desk desk, AutoCloseable hub) implements HubOffice {
        @Override
        public ObjectNode code(String organization, String user, List<String> roles) {
            var request = Json.object().put("organization", organization).put("user", user);
            var list = request.putArray("roles");
            roles.forEach(list::add);
            return (ObjectNode) desk.ask("code", request);
        }

        @Override
        public ArrayNode users(String organization) {
            return (ArrayNode) desk.ask("users", Json.object().put("organization", organization));
        }

        @Override
        public ArrayNode devices(String organization) {
            return (ArrayNode) desk.ask("devices", Json.object().put("organization", organization));
        }

        @Override
        public ObjectNode setDeviceStatus(String organization, String deviceId, String status) {
            var request =
                    Json.object()
                            .put("organization", organization)
                            .put("device", deviceId)
                            .put("status", status);
            return (ObjectNode) desk.ask("device-status", request);
        }

        @Override
        public ArrayNode jobs() {
            return (ArrayNode) desk.ask("jobs", Json.object());
        }

        @Override
        public ObjectNode release(String organization, String deviceId) {
            var request = Json.object().put("organization", organization).put("device", deviceId);
            return (ObjectNode) desk.ask("release", request);
        }

        @Override
        public ObjectNode publish(String organization, JsonNode document) {
            var request = Json.object().put("organization", organization);
            request.set("document", document);
            return (ObjectNode) desk.ask("publish", request);
        }

        @Override
        public ObjectNode restored() {
            return (ObjectNode) desk.ask(RESTORED, Json.object());
        }

        @Override
        public void close() {
            try {
                hub.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
