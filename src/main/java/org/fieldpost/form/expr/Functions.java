package org.fieldpost.form.expr;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All functions ODK documents (docs.getodk.org/form-operators-functions), by name. */
public final class Functions {
    private static final Map<String, Function> ALL = all();

    private Functions() {}

    static @Nullable Function find(String name) {
        return ALL.get(name);
    }

    /** Their names. */
    public static Set<String> names() {
        return ALL.keySet();
    }

    private static Map<String, Function> all() {
        var byName = new HashMap<String, Function>();
        Stream.of(
                        LogicFunctions.ALL,
                        NumberFunctions.ALL,
                        TextFunctions.ALL,
                        TimeFunctions.ALL,
                        NodeFunctions.ALL,
                        GeoFunctions.ALL,
                        DigestFunctions.ALL)
                .flatMap(List::stream)
                .forEach(function -> byName.put(function.name(), function));
        return Map.copyOf(byName);
    }
}
