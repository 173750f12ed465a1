package org.fieldpost.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The administration of a hub, as the commands need it. Results are trees, ready to be printed. */
public interface HubOffice extends AutoCloseable {
    /**
     * Mints a one-time enrolment code for a user, who is made if new: {@code {code, user, organization,
     * expires_at}}.
     */
    ObjectNode code(String organization, String user, List<String> roles);

    /** The users of an organization: {@code [{id, name, roles}]}. */
    ArrayNode users(String organization);

    /** The devices of an organization: {@code [{id, name, user, status, last_seen, ...}]}. */
    ArrayNode devices(String organization);

    /** Sets a device's status: active, suspended or revoked. */
    ObjectNode setDeviceStatus(String organization, String deviceId, String status);

    /** Carries out what the hub kept of a suspended or revoked device: {@code {id, done, refused}}. */
    ObjectNode release(String organization, String deviceId);

    /** The hub's jobs: {@code [{name, finished_at, outcome, next_run_at}]}. */
    ArrayNode jobs();

    /** Publishes a form document: {@code {code, version, sha256}}. */
    ObjectNode publish(String organization, JsonNode document);

    /**
     * The hub's data came from a backup: begins a new epoch, so that laptops offer what the backup lacks: {@code
     * {epoch}}. Only while the hub does not run.
     */
    ObjectNode restored();

    @Override
    void close();
}
