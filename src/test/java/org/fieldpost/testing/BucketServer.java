package org.fieldpost.testing;

import com.robothy.s3.rest.LocalS3;
import com.robothy.s3.rest.bootstrap.LocalS3Mode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** A real S3 server on loopback. */
public final class BucketServer implements AutoCloseable {
    public static final String REGION = "local";
    private static final BucketServer ALL = new BucketServer(null);
    private static final AtomicInteger BUCKETS = new AtomicInteger();
    private final @Nullable Path folder;
    private final int port;
    private LocalS3 server;

    private BucketServer(@Nullable Path folder) {
        this.folder = folder;
        try {
            port = Ports.own();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server = started();
    }

    /** The one of all tests of this process, with its buckets in memory; not to be closed. */
    public static BucketServer ofAll() {
        return ALL;
    }

    /** One that keeps its buckets in a folder and may be stopped and started again. */
    public static BucketServer in(Path folder) {
        return new BucketServer(folder);
    }

    private LocalS3 started() {
        var builder = LocalS3.builder().port(port).s3ExecutorThreadNum(2);
        var s3 =
                folder == null
                        ? builder.mode(LocalS3Mode.IN_MEMORY).build()
                        : builder.mode(LocalS3Mode.PERSISTENCE).dataPath(folder.toString()).build();
        s3.start();
        return s3;
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Nobody answers at its address any more. */
    public void stop() {
        server.shutdown();
    }

    /** The same buckets at the same address. */
    public void startAgain() {
        server = started();
    }

    /** Credentials it takes: it takes any. */
    public static StaticCredentialsProvider credentials() {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "tests-only"));
    }

    /** A client as any other program has it. */
    public S3Client client() {
        return S3Client.builder()
                .endpointOverride(address())
                .region(Region.of(REGION))
                .forcePathStyle(true)
                .credentialsProvider(credentials())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    /** A new bucket's name. */
    public String freshBucket() {
        var name = "photos-" + BUCKETS.incrementAndGet();
        try (var client = client()) {
            client.createBucket(bucket -> bucket.bucket(name));
        }
        return name;
    }

    @Override
    public void close() {
        server.shutdown();
    }
}
