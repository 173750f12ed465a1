package org.fieldpost.hub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.fieldpost.contract.ErrorBody;
import org.fieldpost.kernel.Json;

/** One operation of the hub's OpenAPI document, put together piece by piece. */
final class ApiOperation {
    private static final String JSON = "application/json";
    private final RecordSchemas schemas;
    private final ObjectNode operation;
    private final ObjectNode answers;

    /** Adds an operation to {@code paths}; path parameters are those in braces. */
    ApiOperation(ObjectNode paths, RecordSchemas schemas, String method, String path) {
        this.schemas = schemas;
        operation = paths.withObjectProperty(path).putObject(method.toLowerCase(Locale.ROOT));
        operation.putArray("parameters");
        answers = operation.putObject("responses");
        if (path.contains("{id}")) {
            parameter(
                    "path", "id", true, Json.object().put("type", "string").put("format", "uuid"));
        }
        if (path.contains("{sha256}")) {
            parameter("path", "sha256", true, Json.object().put("type", "string"));
        }
        error(500, "FP-2500: the hub failed; may be tried again.");
        error(503, "FP-2503: the hub is stopping or busy; Retry-After says when.");
    }

    ApiOperation does(String summary) {
        operation.put("summary", summary);
        return this;
    }

    /** Wants a device's token. */
    ApiOperation forDevices() {
        operation.putArray("security").addObject().putArray("device");
        error(401, "FP-2401: the token is unknown or revoked.");
        error(403, "FP-2403, FP-2453: this person or device may not.");
        return error(429, "FP-2429: too many requests; Retry-After says when.");
    }

    /** Wants the secret of the administration. */
    ApiOperation forAdministrators() {
        operation.putArray("security").addObject().putArray("administration");
        return error(401, "FP-2401: this is not the secret.");
    }

    ApiOperation takes(Class<?> record) {
        return takes(JSON, schemas.reference(record));
    }

    ApiOperation takes(String contentType, ObjectNode schema) {
        var body = operation.putObject("requestBody").put("required", true);
        body.putObject("content").putObject(contentType).set("schema", schema);
        error(400, "FP-2400: not understood.");
        return error(413, "FP-2413: too large.");
    }

    ApiOperation query(String name, ObjectNode schema) {
        return parameter("query", name, false, schema);
    }

    ApiOperation header(String name, boolean required) {
        return parameter("header", name, required, Json.object().put("type", "string"));
    }

    private ApiOperation parameter(String in, String name, boolean required, ObjectNode schema) {
        var parameter = operation.withArrayProperty("parameters").addObject();
        parameter.put("name", name).put("in", in).put("required", required);
        parameter.set("schema", schema);
        return this;
    }

    ApiOperation answers(int status, String description, Class<?> record) {
        return answers(status, description, JSON, schemas.reference(record));
    }

    ApiOperation answers(int status, String description, String contentType, ObjectNode schema) {
        answer(status, description)
                .putObject("content")
                .putObject(contentType)
                .set("schema", schema);
        return this;
    }

    /** An answer without a body; what it says is in headers. */
    ApiOperation answers(int status, String description, String... headers) {
        var answer = answer(status, description);
        for (var header : headers) {
            answer.withObjectProperty("headers")
                    .putObject(header)
                    .putObject("schema")
                    .put("type", "string");
        }
        return this;
    }

    ApiOperation error(int status, String description) {
        return answers(status, description, ErrorBody.class);
    }

    private ObjectNode answer(int status, String description) {
        return answers.putObject(Integer.toString(status)).put("description", description);
    }
}
