package org.fieldpost.hub;

import com.fasterxml.jackson.databind.JsonNode;
import org.fieldpost.hub.store.EntityRow;
import org.fieldpost.kernel.Json;

/** Telemetry is small, a device's own, and only ever added to. */
final class TelemetryRules implements EntityRules {
    private static final int METRICS_MAX = 100;
    private static final int NAME_CHARS_MAX = 100;
    private static final int CHARS_MAX = 32 * 1024;

    @Override
    public void create(Proposal proposal) {
        if (!proposal.parent("device_id").id().equals(proposal.caller().device())) {
            throw CommandRefused.notAllowed("A device tells about itself only.");
        }
        var metrics = proposal.payload().path("metrics");
        if (metrics.size() > METRICS_MAX || Json.write(metrics).length() > CHARS_MAX) {
            throw CommandRefused.payload(
                    "metrics has at most %d entries and %d characters"
                            .formatted(METRICS_MAX, CHARS_MAX));
        }
        for (var metric : metrics) {
            if (!isMetric(metric)) {
                throw CommandRefused.payload("each of metrics has a name and a value");
            }
        }
    }

    private static boolean isMetric(JsonNode metric) {
        var name = metric.path("name");
        return name.isTextual()
                && !name.textValue().isBlank()
                && name.textValue().length() <= NAME_CHARS_MAX
                && metric.path("value").isValueNode();
    }

    @Override
    public void update(Proposal proposal, EntityRow now) {
        throw CommandRefused.unsupported("Telemetry is never changed.");
    }

    @Override
    public void delete(Caller caller, EntityRow now) {
        throw CommandRefused.unsupported("Telemetry is never deleted by a device.");
    }
}
