package org.fieldpost.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.fieldpost.kernel.Json;
import org.jspecify.annotations.Nullable;

/** JSON schemas of wire records, made from the records themselves: what is not nullable there is required here. */
final class RecordSchemas {
    private final ObjectNode all = Json.object();

    /** A reference to the schema of a record, which is added if it is new, with those it is made of. */
    ObjectNode reference(Class<?> type) {
        var name = type.getSimpleName();
        if (!all.has(name)) {
            var schema = all.putObject(name).put("type", "object");
            var properties = schema.putObject("properties");
            var required = schema.putArray("required");
            for (var component : type.getRecordComponents()) {
                properties.set(component.getName(), of(component.getGenericType()));
                if (!isNullable(component)) {
                    required.add(component.getName());
                }
            }
        }
        return Json.object().put("$ref", "#/components/schemas/" + name);
    }

    private static boolean isNullable(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private ObjectNode of(Type type) {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            var schema = Json.object().put("type", "array");
            schema.set("items", of(list.getActualTypeArguments()[0]));
            return schema;
        }
        if (!(type instanceof Class<?> raw)) {
            throw new IllegalArgumentException("no schema for " + type);
        }
        if (raw.isRecord()) {
            return reference(raw);
        }
        if (raw.isEnum()) {
            var schema = Json.object().put("type", "string");
            var words = schema.putArray("enum");
            for (var constant : raw.getEnumConstants()) {
                words.add(((Enum<?>) constant).name());
            }
            return schema;
        }
        return plain(raw);
    }

    private static ObjectNode plain(Class<?> raw) {
        var schema = Json.object();
        if (raw == String.class) {
            return schema.put("type", "string");
        } else if (raw == UUID.class) {
            return schema.put("type", "string").put("format", "uuid");
        } else if (raw == Instant.class) {
            return schema.put("type", "string").put("format", "date-time");
        } else if (raw == boolean.class || raw == Boolean.class) {
            return schema.put("type", "boolean");
        } else if (raw == long.class || raw == Long.class) {
            return schema.put("type", "integer").put("format", "int64");
        } else if (raw == int.class || raw == Integer.class) {
            return schema.put("type", "integer").put("format", "int32");
        } else if (JsonNode.class.isAssignableFrom(raw)) {
            return schema.put("type", "object");
        }
        throw new IllegalArgumentException("no schema for " + raw);
    }

    /** All schemas referred to, by name. */
    ObjectNode all() {
        return all;
    }
}
