/** The hub over HTTP and WebSocket; the only place that knows the HTTP library. */
@NullMarked
package org.fieldpost.hubclient;

import org.jspecify.annotations.NullMarked;
