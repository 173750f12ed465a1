package org.fieldpost.hub;

import java.util.List;
import org.fieldpost.hub.s3.S3Door;
import org.fieldpost.hub.s3.S3Place;
import org.fieldpost.hub.s3.S3Vault;
import org.fieldpost.testing.BucketServer;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A bucket of a real S3 server, a hub's vault in it, and a stranger's hand on it. */
final class Bucket implements AutoCloseable {
    private final BucketServer server;
    private final String name;
    private final S3Client client;
    private final S3Vault vault;

    Bucket() {
        this(BucketServer.ofAll());
    }

    /** In a server that stays the caller's. */
    Bucket(BucketServer server) {
        this.server = server;
        name = server.freshBucket();
        client = server.client();
        vault = another();
    }

    S3Vault vault() {
        return vault;
    }

    /** As another hub process opens it; to be closed by the caller. */
    S3Vault another() {
        return S3Door.open(
                S3Place.of("s3://" + name + "/", server.address(), BucketServer.REGION, true),
                BucketServer.credentials());
    }

    List<String> keys(String prefix) {
        return client
                .listObjectsV2Paginator(list -> list.bucket(name).prefix(prefix))
                .contents()
                .stream()
                .map(S3Object::key)
                .toList();
    }

    void put(String key, byte[] bytes) {
        client.putObject(put -> put.bucket(name).key(key), RequestBody.fromBytes(bytes));
    }

    @Override
    public void close() {
        vault.close();
        client.close();
    }
}
