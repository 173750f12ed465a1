package org.fieldpost.cli;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say which hub a command is about. */
final class HubOptions {
    @Option(
            names = "--db",
            paramLabel = "FOLDER|URL",
            defaultValue = "fieldpost-hub",
            description =
                    "Folder of the hub's embedded database, or a jdbc:postgresql: URL (default: ${DEFAULT-VALUE}).")
    String db = "fieldpost-hub";

    @Option(
            names = "--media",
            paramLabel = "FOLDER|s3://BUCKET[/PREFIX]",
            description = {
                "Folder or S3 bucket of the photos (default: FOLDER/media).",
                "A bucket's credentials are AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or those of the profile "
                        + "file or the machine."
            })
    String media = "";

    @Option(
            names = "--s3-endpoint",
            paramLabel = "URL",
            defaultValue = "${env:FIELDPOST_S3_ENDPOINT}",
            description =
                    "Address of an S3 store other than Amazon's (default: FIELDPOST_S3_ENDPOINT).")
    private @Nullable URI endpoint;

    @Option(
            names = "--s3-region",
            paramLabel = "REGION",
            defaultValue = "${env:FIELDPOST_S3_REGION}",
            description =
                    "The bucket's region (default: FIELDPOST_S3_REGION, AWS_REGION or the profile file's).")
    private @Nullable String region;

    @Option(
            names = "--s3-path-style",
            arity = "0..1",
            fallbackValue = "true",
            defaultValue = "${env:FIELDPOST_S3_PATH_STYLE:-false}",
            description =
                    "Name the bucket in the path, not in the host, as most stores other than Amazon's want it"
                            + " (default: FIELDPOST_S3_PATH_STYLE).")
    private boolean pathStyle;

    @Option(
            names = "--trusted-proxy",
            paramLabel = "ADDRESS",
            split = ",",
            defaultValue = "${env:FIELDPOST_TRUSTED_PROXIES}",
            description = {
                "Address of a reverse proxy before the hub; repeatable (default: FIELDPOST_TRUSTED_PROXIES).",
                "Only what comes from there is believed to be for whom X-Forwarded-For says."
            })
    private List<String> trustedProxies = new ArrayList<>();

    HubSettings settings(String host, int port) {
        return settings(host, port, LogFormat.PLAIN);
    }

    HubSettings settings(String host, int port, LogFormat log) {
        boolean embedded = !db.startsWith("jdbc:");
        if (!embedded && media.isEmpty()) {
            throw new CommandFailed(
                    "With PostgreSQL, say where the photos go: --media FOLDER or s3://BUCKET.");
        }
        return new HubSettings(
                db,
                media.isEmpty() ? db + "/media" : media,
                new HubSettings.Bucket(endpoint, region, pathStyle),
                host,
                port,
                log,
                trustedProxies);
    }
}
