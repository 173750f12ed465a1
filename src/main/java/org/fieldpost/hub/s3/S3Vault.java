package org.fieldpost.hub.s3;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.fieldpost.hub.MediaVault;
import org.fieldpost.hub.VaultUnreachable;
import org.fieldpost.hub.s3.Piece.Slice;
import org.fieldpost.kernel.Sha256;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Photos in a bucket, which all processes of a hub share. An unfinished upload is a row of small objects, each written
 * once: {@code unfinished/<upload>/<turn>/<offset>-<length>}; {@code media/<organization>/<first two
 * digits>/<sha256>} is a finished file, put there in one step once its hash was found right.
 *
 * <p>Pieces are used rather than S3's multipart uploads since a part has 5 MB at least, while a device sends what a
 * bad link carries, and each byte the hub has told of must be kept.
 */
public final class S3Vault implements MediaVault, AutoCloseable {
    private static final int PIECE_BYTES_MAX = 1024 * 1024;
    private static final String BYTES = "application/octet-stream";
    private final S3Client client;
    private final S3Place place;

    /** A vault over a client of its own, which it closes; see {@link S3Door}. */
    S3Vault(S3Client client, S3Place place) {
        this.client = client;
        this.place = place;
    }

    /** Asks for the bucket; throws the store's own refusal, or that it cannot be reached. */
    void check() throws VaultUnreachable {
        try {
            client.headBucket(head -> head.bucket(place.bucket()));
        } catch (SdkClientException e) {
            throw unreachable(e);
        }
    }

    private String file(UUID organization, String sha256) {
        var hash = new Sha256(sha256).hex();
        return place.prefix() + "media/" + organization + "/" + hash.substring(0, 2) + "/" + hash;
    }

    private String folder(UUID upload) {
        return place.prefix() + "unfinished/" + upload + "/";
    }

    /** Runs a call; whatever the SDK throws means that nothing is known to have happened. */
    private <T> T call(Supplier<T> call) throws VaultUnreachable {
        try {
            return call.get();
        } catch (SdkException e) {
            throw unreachable(e);
        }
    }

    private VaultUnreachable unreachable(RuntimeException e) {
        return new VaultUnreachable(place + " failed: " + e.getMessage(), e);
    }

    private List<Slice> slices(UUID upload, int turn) throws IOException {
        var folder = folder(upload);
        return Piece.inOrder(
                keys(folder).stream()
                        .flatMap(key -> Piece.of(key.substring(folder.length())).stream())
                        .toList(),
                turn);
    }

    private List<String> keys(String prefix) throws IOException {
        return call(
                () ->
                        client
                                .listObjectsV2Paginator(
                                        list -> list.bucket(place.bucket()).prefix(prefix))
                                .contents()
                                .stream()
                                .map(S3Object::key)
                                .toList());
    }

    @Override
    public long length(UUID upload, int turn) throws IOException {
        return Piece.length(slices(upload, turn));
    }

    @Override
    public long append(UUID upload, int turn, InputStream from, long bytesMax) throws IOException {
        long length = length(upload, turn);
        var buffer = new byte[(int) Math.min(PIECE_BYTES_MAX, bytesMax - length)];
        for (int n = fill(from, buffer, bytesMax - length);
                n > 0;
                n = fill(from, buffer, bytesMax - length)) {
            put(folder(upload) + new Piece(turn, length, n).name(), Arrays.copyOf(buffer, n));
            length += n;
        }
        return length;
    }

    /** Reads until the buffer is full or nothing more comes. */
    private static int fill(InputStream from, byte[] buffer, long room) {
        int at = 0;
        for (int n = MediaVault.read(from, buffer, at, room);
                n > 0;
                n = MediaVault.read(from, buffer, at, room - at)) {
            at += n;
        }
        return at;
    }

    private void put(String key, byte[] bytes) throws IOException {
        call(
                () ->
                        client.putObject(
                                put -> put.bucket(place.bucket()).key(key).contentType(BYTES),
                                RequestBody.fromBytes(bytes)));
    }

    @Override
    public boolean finish(UUID upload, int turn, UUID organization, String sha256)
            throws IOException {
        var bytes =
                new Assembly(
                        slice -> open(upload, slice), slices(upload, turn), new Sha256(sha256));
        var request =
                PutObjectRequest.builder()
                        .bucket(place.bucket())
                        .key(file(organization, sha256))
                        // Checked by the store too, where it can.
                        .checksumSHA256(base64(sha256))
                        .contentLength(bytes.length())
                        .contentType(BYTES)
                        .build();
        try {
            client.putObject(
                    request, RequestBody.fromContentProvider(bytes, bytes.length(), BYTES));
        } catch (RuntimeException e) {
            if (bytes.isWrong()) {
                discard(upload, turn);
                return false;
            }
            if (e instanceof SdkException) {
                throw unreachable(e);
            }
            throw e;
        }
        return true;
    }

    private static String base64(String sha256) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(sha256));
    }

    private InputStream open(UUID upload, Slice slice) {
        return client.getObject(
                range(folder(upload) + slice.piece().name(), slice.skip(), slice.length()));
    }

    private GetObjectRequest range(String key, long first, long length) {
        return GetObjectRequest.builder()
                .bucket(place.bucket())
                .key(key)
                .range("bytes=" + first + "-" + (first + length - 1))
                .build();
    }

    @Override
    public void discard(UUID upload, int turn) throws IOException {
        var folder = folder(upload);
        for (var key : keys(folder)) {
            boolean ours =
                    Piece.of(key.substring(folder.length()))
                            .filter(piece -> piece.turn() <= turn)
                            .isPresent();
            if (ours) {
                remove(key);
            }
        }
    }

    /** One by one: not every store knows how to delete many. */
    private void remove(String key) throws IOException {
        call(() -> client.deleteObject(delete -> delete.bucket(place.bucket()).key(key)));
    }

    @Override
    public boolean holds(UUID organization, String sha256) throws IOException {
        try {
            head(organization, sha256);
            return true;
        } catch (NoSuchKeyException e) {
            return false;
        }
    }

    private HeadObjectResponse head(UUID organization, String sha256) throws VaultUnreachable {
        try {
            return client.headObject(
                    head -> head.bucket(place.bucket()).key(file(organization, sha256)));
        } catch (NoSuchKeyException e) {
            throw e;
        } catch (SdkException e) {
            throw unreachable(e);
        }
    }

    @Override
    public long size(UUID organization, String sha256) throws IOException {
        try {
            return head(organization, sha256).contentLength();
        } catch (NoSuchKeyException e) {
            throw new IOException("no such file: " + sha256, e);
        }
    }

    @Override
    public InputStream open(UUID organization, String sha256, long first, long length)
            throws IOException {
        var request = range(file(organization, sha256), first, length);
        return call(() -> client.getObject(request));
    }

    @Override
    public void delete(UUID organization, String sha256) throws IOException {
        remove(file(organization, sha256));
    }

    @Override
    public void close() {
        client.close();
    }
}
