package org.fieldpost.cli;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a hub keeps its data and how it is reached.
 *
 * @param db a folder (embedded H2) or a {@code jdbc:postgresql:} URL
 * @param media folder of the media files, beside an embedded database unless said otherwise; or {@code
 *     s3://bucket/prefix}
 * @param bucket how the bucket is reached, if it is one
 * @param host address to listen on
 * @param port port to listen on; 0 picks a free one
 * @param log how it writes its log
 * @param trustedProxies addresses of proxies that say on whose behalf they call
 */
public record HubSettings(
        String db,
        String media,
        Bucket bucket,
        String host,
        int port,
        LogFormat log,
        List<String> trustedProxies) {
    public HubSettings {
        trustedProxies = List.copyOf(trustedProxies);
    }

    /** A hub with its photos in a folder and no proxy before it. */
    public HubSettings(String db, String media, String host, int port, LogFormat log) {
        this(db, media, new Bucket(null, null, false), host, port, log, List.of());
    }

    /** The same, listening on {@code other}. */
    public HubSettings at(int other) {
        return new HubSettings(db, media, bucket, host, other, log, trustedProxies);
    }

    /**
     * How a bucket is reached.
     *
     * @param endpoint of a store other than Amazon's
     * @param region null for the environment's
     * @param pathStyle whether the bucket is named in the path
     */
    public record Bucket(@Nullable URI endpoint, @Nullable String region, boolean pathStyle) {}

    /** Whether the database is a folder on this machine. */
    public boolean embedded() {
        return !db.startsWith("jdbc:");
    }
}
