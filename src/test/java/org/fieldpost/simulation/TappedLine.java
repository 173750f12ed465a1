package org.fieldpost.simulation;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.fieldpost.sync.HubAnswer;
import org.fieldpost.sync.HubApi;
import org.fieldpost.sync.HubFailure;
import org.jspecify.annotations.Nullable;

/** A laptop's line to the hub on which a test does something before a call, or takes it or its answer away. */
final class TappedLine implements InvocationHandler {
    private final HubApi line;
    private final Tap tap;
    private final Map<String, Integer> calls = new HashMap<>();

    /** What becomes of a call. */
    enum Fate {
        ANSWERED,
        NEVER_SENT,
        ANSWER_LOST
    }

    /** Hears of each call before it is made: its name, and how many of that name there have been with it. */
    interface Tap {
        Fate before(String call, int nth);
    }

    private TappedLine(HubApi line, Tap tap) {
        this.line = line;
        this.tap = tap;
    }

    /** The laptop's program is started anew, on a tapped line. */
    static void tap(Laptop laptop, Tap tap) {
        var tapped = new TappedLine(Objects.requireNonNull(laptop.line), tap);
        var loader = HubApi.class.getClassLoader();
        laptop.die();
        laptop.start(
                (HubApi) Proxy.newProxyInstance(loader, new Class<?>[] {HubApi.class}, tapped));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] args)
            throws Throwable {
        if (method.isDefault()) {
            return InvocationHandler.invokeDefault(proxy, method, args);
        }
        var call = method.getName();
        var fate = tap.before(call, calls.merge(call, 1, Integer::sum));
        try {
            var answer = fate == Fate.NEVER_SENT ? null : method.invoke(line, args);
            return fate == Fate.ANSWERED
                    ? answer
                    : new HubAnswer.Failed<>(new HubFailure.Unreachable("cut"));
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
