package org.fieldpost.hub.s3;

import java.time.Duration;
import org.fieldpost.hub.VaultUnreachable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Opens a bucket. */
public final class S3Door {
    private static final System.Logger LOG = System.getLogger(S3Door.class.getName());
    private static final Duration CONNECT_MAX = Duration.ofSeconds(5);
    private static final Duration SILENCE_MAX = Duration.ofSeconds(20);
    private static final int TRIES_MAX = 3;
    private static final int NOT_FOUND = 404;
    private static final int FORBIDDEN = 403;
    private static final int SERVER_ERRORS = 500;

    private S3Door() {}

    /**
     * Opens a bucket with the credentials of the SDK's chain. A store that does not answer just now is no reason not to
     * start: text goes on without photos. Throws {@link S3Misplaced} when it cannot come right by itself.
     */
    public static S3Vault open(S3Place place) {
        return open(place, DefaultCredentialsProvider.builder().build());
    }

    /** Opens a bucket with credentials from elsewhere. */
    public static S3Vault open(S3Place place, AwsCredentialsProvider credentials) {
        try {
            credentials.resolveCredentials();
        } catch (SdkClientException e) {
            throw new S3Misplaced(
                    "FP-2512",
                    "There are no credentials for "
                            + place
                            + ": set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a profile file.",
                    e);
        }
        var vault = new S3Vault(client(place, credentials), place);
        try {
            check(vault, place);
            return vault;
        } catch (RuntimeException e) {
            vault.close();
            throw e;
        }
    }

    /** No time limit on whole calls: the SDK keeps it by interrupting, and our threads may be inside the database. */
    private static S3Client client(S3Place place, AwsCredentialsProvider credentials) {
        var builder =
                S3Client.builder()
                        .credentialsProvider(credentials)
                        .forcePathStyle(place.pathStyle())
                        // Stores other than Amazon's do not all know the newer checksums.
                        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                        .overrideConfiguration(
                                c ->
                                        c.retryStrategy(
                                                DefaultRetryStrategy.standardStrategyBuilder()
                                                        .maxAttempts(TRIES_MAX)
                                                        .build()))
                        .httpClientBuilder(
                                UrlConnectionHttpClient.builder()
                                        .connectionTimeout(CONNECT_MAX)
                                        .socketTimeout(SILENCE_MAX));
        if (place.endpoint() != null) {
            builder.endpointOverride(place.endpoint());
        }
        if (place.region() != null) {
            builder.region(Region.of(place.region()));
        }
        try {
            return builder.build();
        } catch (SdkClientException e) {
            throw new S3Misplaced(
                    "FP-2513",
                    "The settings for " + place + " are not complete: " + e.getMessage(),
                    e);
        }
    }

    private static void check(S3Vault vault, S3Place place) {
        try {
            vault.check();
        } catch (S3Exception e) {
            if (e.statusCode() >= SERVER_ERRORS) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "{0} does not answer: {1}",
                        place,
                        e.getMessage());
                return;
            }
            throw misplaced(place, e);
        } catch (VaultUnreachable e) {
            LOG.log(System.Logger.Level.WARNING, "{0}", e.getMessage());
        }
    }

    private static S3Misplaced misplaced(S3Place place, AwsServiceException e) {
        return switch (e.statusCode()) {
            case NOT_FOUND ->
                    new S3Misplaced(
                            "FP-2511",
                            "There is no bucket "
                                    + place.bucket()
                                    + ": make it, or name another with --media.",
                            e);
            case FORBIDDEN ->
                    new S3Misplaced(
                            "FP-2512",
                            "The credentials may not use "
                                    + place
                                    + ": AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or the profile file,"
                                    + " say who asks.",
                            e);
            default ->
                    new S3Misplaced(
                            "FP-2513",
                            place
                                    + " refuses with status "
                                    + e.statusCode()
                                    + ": look at --s3-endpoint, --s3-region and --s3-path-style.",
                            e);
        };
    }
}
