package org.fieldpost.kernel;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * JSON text in and out, with the bounds every document of ours has: nesting at most {@link
 * Limits#JSON_DEPTH_MAX}, decimals exact, a repeated key refused. Trees are Jackson's {@link JsonNode};
 * this is the only place that owns a mapper for them.
 */
public final class Json {
    private static final JsonMapper MAPPER = mapper();
    private static final JsonMapper PRETTY =
            MAPPER.rebuild().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Json() {}

    private static JsonMapper mapper() {
        var mapper =
                JsonMapper.builder()
                        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .defaultPropertyInclusion(
                                JsonInclude.Value.construct(
                                        JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
                        .addModule(InstantText.module())
                        .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                        .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                        .build();
        mapper.getFactory()
                .setStreamReadConstraints(
                        StreamReadConstraints.builder()
                                .maxNestingDepth(Limits.JSON_DEPTH_MAX)
                                .maxNumberLength(Limits.JSON_NUMBER_CHARS_MAX)
                                .build());
        return mapper;
    }

    /** The tree of {@code text}; {@link MalformedJson} says where it is not JSON. */
    public static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new MalformedJson(e);
        }
    }

    /** The tree of UTF-8 {@code bytes}. */
    public static JsonNode parse(byte[] bytes) {
        try {
            return MAPPER.readTree(bytes);
        } catch (IOException e) {
            throw new MalformedJson(e);
        }
    }

    /** The tree of a UTF-8 stream, which is read to its end and not closed. */
    public static JsonNode parse(InputStream stream) {
        try {
            return MAPPER.readTree(stream);
        } catch (JsonProcessingException e) {
            throw new MalformedJson(e);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** As {@link #parse(String)}, refusing anything but an object. */
    public static ObjectNode parseObject(String text) {
        if (parse(text) instanceof ObjectNode object) {
            return object;
        }
        throw new MalformedJson("expected a JSON object");
    }

    /** A value of {@code type} (a record of ours) from UTF-8 bytes; unknown properties are passed over. */
    public static <T> T read(byte[] bytes, Class<T> type) {
        try {
            return MAPPER.readValue(bytes, type);
        } catch (IOException e) {
            throw new MalformedJson(e);
        }
    }

    /** A value of {@code type} from a tree. */
    public static <T> T read(JsonNode tree, Class<T> type) {
        try {
            return MAPPER.treeToValue(tree, type);
        } catch (JsonProcessingException e) {
            throw new MalformedJson(e);
        }
    }

    /** The tree of a record of ours; absent (null) components are left out. */
    public static ObjectNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    /** UTF-8 bytes of a record of ours. */
    public static byte[] bytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Compact text of a record of ours, as {@link #write} gives its {@link #tree}. */
    public static String text(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Compact text, properties in the tree's own order. */
    public static String write(JsonNode node) {
        try {
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Indented text for people. */
    public static String writePretty(JsonNode node) {
        try {
            return PRETTY.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Canonical UTF-8 bytes: compact, properties sorted by code unit, so that equal answers hash alike. */
    public static byte[] canonicalBytes(JsonNode node) {
        var text = new StringWriter();
        try (var to = MAPPER.createGenerator(text)) {
            writeSorted(node, to);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The hash of {@link #canonicalBytes}. */
    public static Sha256 canonicalHash(JsonNode node) {
        return Sha256.of(canonicalBytes(node));
    }

    /** A new, empty object. */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** A new, empty array. */
    public static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    private static void writeSorted(JsonNode node, JsonGenerator to) throws IOException {
        switch (node) {
            case ObjectNode object -> {
                to.writeStartObject();
                for (var name : sortedNames(object)) {
                    to.writeFieldName(name);
                    writeSorted(object.get(name), to);
                }
                to.writeEndObject();
            }
            case ArrayNode array -> {
                to.writeStartArray();
                for (var item : array) {
                    writeSorted(item, to);
                }
                to.writeEndArray();
            }
            case TextNode words -> to.writeString(words.textValue());
            default -> MAPPER.writeTree(to, node);
        }
    }

    /** Most objects of ours come sorted already. */
    private static List<String> sortedNames(ObjectNode object) {
        var names = new ArrayList<String>(object.size());
        boolean sorted = true;
        for (var property : object.properties()) {
            var name = property.getKey();
            sorted &= names.isEmpty() || names.getLast().compareTo(name) < 0;
            names.add(name);
        }
        if (!sorted) {
            names.sort(null);
        }
        return names;
    }

    /** Text that is not JSON, or JSON beyond our bounds; the message names line and column, never the text. */
    public static final class MalformedJson extends RuntimeException {
        private static final long serialVersionUID = 1;

        MalformedJson(String message) {
            super(message);
        }

        MalformedJson(IOException cause) {
            super(describe(cause), cause);
        }

        private static String describe(IOException cause) {
            if (cause instanceof JsonProcessingException e && e.getLocation() != null) {
                return "not valid JSON at line "
                        + e.getLocation().getLineNr()
                        + ", column "
                        + e.getLocation().getColumnNr()
                        + ": "
                        + e.getOriginalMessage();
            }
            return "not valid JSON: " + cause.getMessage();
        }
    }
}
