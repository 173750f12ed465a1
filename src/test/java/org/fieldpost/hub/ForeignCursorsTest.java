package org.fieldpost.hub;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.fieldpost.contract.CompositeCursor;
import org.fieldpost.contract.EntityCursor;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.Role;
import org.fieldpost.db.Dialect;
import org.fieldpost.kernel.Json;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cursors whose words no hub has written, or an older one. */
class ForeignCursorsTest {
    @TempDir Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "all@",
                "all@.",
                "all@-",
                "all@x",
                "all@x.y.z",
                "all@x-",
                "all@x--5",
                "all@x-zzzzzzzzzzzzz",
                "all@x-1y2p0ij32e8e7",
                "all@\u0000-1",
                "all@!!!!!!!!!!!!!!!-1",
                "all@zzzzzzzzzzzzzzzzzzzz-1",
                "all@\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661aaaaaa-1"
            })
    void no_cursor_makes_the_hub_stumble(String words) throws Exception {
        try (var hub = new TestHub(Dialect.H2, folder)) {
            var device = hub.device("Water Aid", Role.SUPERVISOR);
            hub.form("Water Aid", "water_point");
            var own = CompositeCursor.decode(device.page(null, 10).nextCursor()).epoch();
            for (var epoch : List.of(own, "another")) {
                for (long stamp : new long[] {1, Long.MAX_VALUE}) {
                    var at = Map.of(EntityType.SUBMISSIONS, new EntityCursor(stamp, ""));
                    answers(device, new CompositeCursor(epoch, words, at).encode());
                }
            }
        }
    }

    private static void answers(TestDevice device, String cursor) throws Exception {
        var body = Json.object().put("cursor", cursor);
        body.putArray("entries");
        var manifest = Json.write(body).getBytes(StandardCharsets.UTF_8);
        var codes =
                List.of(
                        device.send("POST", "/sync/manifest", manifest).statusCode(),
                        device.send("GET", "/sync/changes?cursor=" + cursor, null).statusCode(),
                        device.send("GET", "/sync/snapshot?after=" + cursor, null).statusCode());
        assertTrue(codes.stream().allMatch(code -> code < 500), codes.toString());
    }
}
