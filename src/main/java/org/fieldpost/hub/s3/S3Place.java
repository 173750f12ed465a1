package org.fieldpost.hub.s3;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where the photos are. Credentials are no part of it: they come from the SDK's chain (environment, profile file,
 * machine).
 *
 * @param bucket an existing bucket
 * @param prefix before every key; empty, or ending in a slash
 * @param endpoint of a store other than Amazon's; null for Amazon's own
 * @param region null for the one the environment names
 * @param pathStyle whether the bucket is named in the path, not in the host: most stores other than Amazon's
 */
public record S3Place(
        String bucket,
        String prefix,
        @Nullable URI endpoint,
        @Nullable String region,
        boolean pathStyle) {
    private static final String SCHEME = "s3://";

    public S3Place {
        if (!bucket.matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")) {
            throw new IllegalArgumentException("\"" + bucket + "\" cannot be the name of a bucket");
        }
        if (!prefix.isEmpty() && !prefix.endsWith("/")) {
            throw new IllegalArgumentException("a prefix ends in a slash");
        }
    }

    /** Whether this names a bucket, not a folder. */
    public static boolean isOne(String place) {
        return place.startsWith(SCHEME);
    }

    /** The place {@code s3://bucket/prefix} names; throws {@link IllegalArgumentException} for anything else. */
    public static S3Place of(
            String place, @Nullable URI endpoint, @Nullable String region, boolean pathStyle) {
        if (!isOne(place)) {
            throw new IllegalArgumentException(
                    "a bucket is written s3://BUCKET or s3://BUCKET/PREFIX");
        }
        var rest = place.substring(SCHEME.length());
        int slash = rest.indexOf('/');
        var bucket = slash < 0 ? rest : rest.substring(0, slash);
        var prefix = slash < 0 ? "" : rest.substring(slash + 1);
        return new S3Place(
                bucket,
                prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/",
                endpoint,
                region,
                pathStyle);
    }

    @Override
    public String toString() {
        return SCHEME + bucket + "/" + prefix + (endpoint == null ? "" : " at " + endpoint);
    }
}
