package org.fieldpost.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.ValidationLimitExceededException;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import com.networknt.schema.path.NodePath;
import com.networknt.schema.path.PathType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.fieldpost.kernel.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checks data against the JSON Schema of a form. The only user of the validator library and of Jackson 3:
 * schema and data cross over as text. Fetches nothing; regular expressions are RE2; numbers are exact
 * decimals; every check is bounded in steps and depth.
 */
final class SchemaCheck {
    /** What a schema finds wrong, before it is put into words. */
    record Violation(AnswerPath path, String keyword, String property, List<String> args) {}

    private static final String FORM = "urn:fieldpost:form";
    static final String GEOPOINT = "urn:fieldpost:geopoint";

    /** A 1,000-question form with 300 rows of 20 takes some 50,000; a million take about a second. */
    private static final long STEPS_MAX = 1_000_000;

    private static final int DEPTH_MAX = 500;
    private static final String GEOPOINT_SCHEMA =
            """
            {"type": "object", "required": ["latitude", "longitude"], "additionalProperties": false,
             "properties": {"latitude": {"type": "number", "minimum": -90, "maximum": 90},
              "longitude": {"type": "number", "minimum": -180, "maximum": 180},
              "altitude": {"type": "number"}, "accuracy": {"type": "number", "minimum": 0}}}
            """;
    private static final JsonMapper JACKSON_3 =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
    private static final Map<String, Dialect> DIALECTS = dialects();
    private final SchemaRegistry registry;
    private final Schema whole;
    private final Map<String, Schema> parts = new ConcurrentHashMap<>();

    private SchemaCheck(SchemaRegistry registry, Schema whole) {
        this.registry = registry;
        this.whole = whole;
    }

    /** Whether a {@code $schema} is one we read. */
    static boolean knowsDialect(String uri) {
        return DIALECTS.containsKey(withoutHash(uri));
    }

    /** A check for a schema that {@link SchemaBounds} let pass; null if the library cannot make sense of it. */
    static @Nullable SchemaCheck compile(JsonNode schema) {
        try {
            var dialect = dialect(schema);
            var texts = new HashMap<String, String>();
            texts.put(GEOPOINT, GEOPOINT_SCHEMA);
            texts.put(FORM, Json.write(schema));
            var registry =
                    SchemaRegistry.withDialect(
                            dialect,
                            builder ->
                                    builder.nodeReader(reader -> reader.jsonMapper(JACKSON_3))
                                            .schemas(texts)
                                            .schemaLoader(
                                                    loader ->
                                                            loader.allow(
                                                                    iri -> isOurs(iri.toString())))
                                            .schemaRegistryConfig(config()));
            var whole = registry.getSchema(SchemaLocation.of(FORM));
            whole.initializeValidators();
            return new SchemaCheck(registry, whole);
        } catch (SchemaException | IllegalArgumentException | StackOverflowError e) {
            return null;
        }
    }

    /** What the schema's own meta-schema finds wrong with it, as {@code /where: keyword}. */
    static List<String> metaFindings(JsonNode schema) {
        var id = dialect(schema).getId();
        var registry =
                SchemaRegistry.withDialect(
                        dialect(schema),
                        builder ->
                                builder.nodeReader(reader -> reader.jsonMapper(JACKSON_3))
                                        .schemaLoader(
                                                loader ->
                                                        loader.allow(
                                                                iri -> isOurs(iri.toString()))));
        var found = new ArrayList<String>();
        for (var error :
                registry.getSchema(SchemaLocation.of(id))
                        .validate(Json.write(schema), InputFormat.JSON)) {
            found.add(path(error.getInstanceLocation()) + ": " + error.getKeyword());
        }
        return found.stream().distinct().sorted().toList();
    }

    /** Everything wrong with {@code data}. */
    List<Violation> all(JsonNode data) {
        return run(whole, data);
    }

    /** Everything wrong with the answer to the question whose schema is at {@code pointer}. */
    List<Violation> part(String pointer, JsonNode answer) {
        var schema =
                parts.computeIfAbsent(
                        pointer,
                        p -> registry.getSchema(SchemaLocation.of(FORM + "#" + fragment(p))));
        return run(schema, answer);
    }

    private static List<Violation> run(Schema schema, JsonNode data) {
        try {
            var errors = schema.validate(JACKSON_3.readTree(Json.write(data)), SchemaCheck::bound);
            return errors.stream().map(SchemaCheck::violation).toList();
        } catch (ValidationLimitExceededException | StackOverflowError e) {
            return List.of(new Violation(AnswerPath.ROOT, "too_complex", "", List.of()));
        } catch (SchemaException e) {
            return List.of(new Violation(AnswerPath.ROOT, "schema", "", List.of()));
        }
    }

    private static void bound(ExecutionContext context) {
        context.executionConfig(
                config -> config.maxEvaluationSteps(STEPS_MAX).maxEvaluationDepth(DEPTH_MAX));
    }

    private static Dialect ours(Dialect dialect) {
        return Dialect.builder(dialect)
                .format(new LocalTimeFormat())
                .unknownKeywordFactory((keyword, context) -> new NonValidationKeyword(keyword))
                .build();
    }

    private static Violation violation(Error error) {
        var args = new ArrayList<String>();
        var limit = error.getSchemaNode();
        if (limit != null && limit.isValueNode()) {
            args.add(limit.isNumber() ? limit.decimalValue().toPlainString() : limit.asString());
        }
        var property = error.getProperty() == null ? "" : error.getProperty();
        return new Violation(path(error.getInstanceLocation()), error.getKeyword(), property, args);
    }

    private static AnswerPath path(NodePath location) {
        var segments = new ArrayList<String>();
        for (int i = 0; i < location.getNameCount(); i++) {
            segments.add(String.valueOf(location.getElement(i)));
        }
        return new AnswerPath(segments);
    }

    private static boolean isOurs(String iri) {
        return iri.equals(FORM)
                || iri.equals(GEOPOINT)
                || iri.startsWith("https://json-schema.org/draft/")
                || iri.startsWith("http://json-schema.org/draft-");
    }

    private static SchemaRegistryConfig config() {
        return SchemaRegistryConfig.builder()
                .formatAssertionsEnabled(true)
                .pathType(PathType.JSON_POINTER)
                .regularExpressionFactory(Re2::schemaPattern)
                .build();
    }

    private static Dialect dialect(JsonNode schema) {
        var named = DIALECTS.get(withoutHash(schema.path("$schema").asText("")));
        return named != null ? named : ours(Dialects.getDraft202012());
    }

    private static Map<String, Dialect> dialects() {
        var all = new HashMap<String, Dialect>();
        for (var dialect :
                List.of(
                        Dialects.getDraft4(),
                        Dialects.getDraft6(),
                        Dialects.getDraft7(),
                        Dialects.getDraft201909(),
                        Dialects.getDraft202012())) {
            all.put(withoutHash(dialect.getId()), ours(dialect));
        }
        return Map.copyOf(all);
    }

    private static String withoutHash(String uri) {
        return uri.endsWith("#") ? uri.substring(0, uri.length() - 1) : uri;
    }

    /** A JSON pointer as a URI fragment. */
    private static String fragment(String pointer) {
        return java.net.URLEncoder.encode(pointer, java.nio.charset.StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2F", "/")
                .replace("%7E", "~");
    }
}
