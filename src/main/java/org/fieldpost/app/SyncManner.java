package org.fieldpost.app;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.fieldpost.kernel.Listeners;
import org.fieldpost.sync.HubApi;
import org.fieldpost.sync.SyncSettings;

/**
 * How a laptop syncs by itself.
 *
 * @param settings how eager it is
 * @param hints whether it listens to the hub's hints
 */
record SyncManner(SyncSettings settings, boolean hints) {
    /** What field laptops do. */
    static final SyncManner ORDINARY = new SyncManner(SyncSettings.standard(), true);

    /** The line to the hub as this manner wants it. */
    HubApi line(HubApi hub) {
        if (hints) {
            return hub;
        }
        return (HubApi)
                Proxy.newProxyInstance(
                        HubApi.class.getClassLoader(),
                        new Class<?>[] {HubApi.class},
                        (_, method, arguments) -> {
                            if (method.getName().equals("listenForHints")) {
                                Listeners.Subscription none = () -> {};
                                return none;
                            }
                            try {
                                return method.invoke(hub, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }
}
