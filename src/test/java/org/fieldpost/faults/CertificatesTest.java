package org.fieldpost.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLContext;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.fieldpost.app.FieldLaptop;
import org.fieldpost.contract.EnrolRequest;
import org.fieldpost.hubclient.HttpHubApi;
import org.fieldpost.hubclient.HubClientSettings;
import org.fieldpost.store.OutboxStatus;
import org.fieldpost.sync.HubAnswer;
import org.fieldpost.sync.HubFailure;
import org.fieldpost.sync.SyncErrorCode;
import org.fieldpost.sync.SyncReport;
import org.fieldpost.testing.MemoryDisk;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A hub behind TLS: real handshakes, a certificate authority of the test's that this process trusts. */
@SuppressWarnings("NullAway.Init") // start() fills the fields
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CertificatesTest {
    private static final String TRUST_STORE = "javax.net.ssl.trustStore";
    private static final String TRUST_STORE_PASSWORD = "javax.net.ssl.trustStorePassword";
    private static final String PASSWORD = "not secret";
    private static final Duration YEAR = Duration.ofDays(365);
    private static final HeldCertificate AUTHORITY = authority("Wells for all");
    private FieldNetwork net;
    private TlsDoor door;
    private FieldLaptop laptop;

    /** What somebody shows who is not the hub, or not any more. */
    enum Shown {
        OF_AN_UNKNOWN_AUTHORITY,
        OF_ANOTHER_NAME,
        RUN_OUT,
        NOT_YET_GOOD,
        SIGNED_BY_ITSELF;

        SSLContext context() {
            var now = Instant.now();
            return switch (this) {
                case OF_AN_UNKNOWN_AUTHORITY ->
                        shown(signed(authority("A stranger"), "localhost", now, now.plus(YEAR)));
                case OF_ANOTHER_NAME ->
                        shown(signed(AUTHORITY, "portal.example.org", now, now.plus(YEAR)));
                case RUN_OUT ->
                        shown(signed(AUTHORITY, "localhost", now.minus(YEAR), now.minusSeconds(9)));
                case NOT_YET_GOOD ->
                        shown(
                                signed(
                                        AUTHORITY,
                                        "localhost",
                                        now.plus(Duration.ofDays(1)),
                                        now.plus(YEAR)));
                case SIGNED_BY_ITSELF ->
                        shown(
                                new HeldCertificate.Builder()
                                        .addSubjectAlternativeName("localhost")
                                        .build());
            };
        }
    }

    private static HeldCertificate authority(String name) {
        return new HeldCertificate.Builder().commonName(name).certificateAuthority(0).build();
    }

    private static HeldCertificate signed(
            HeldCertificate by, String host, Instant from, Instant to) {
        return new HeldCertificate.Builder()
                .signedBy(by)
                .addSubjectAlternativeName(host)
                .validityInterval(from.toEpochMilli(), to.toEpochMilli())
                .build();
    }

    private static SSLContext shown(HeldCertificate certificate) {
        return new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .build()
                .sslContext();
    }

    private static SSLContext good() {
        var now = Instant.now();
        return shown(signed(AUTHORITY, "localhost", now.minus(Duration.ofDays(1)), now.plus(YEAR)));
    }

    @BeforeAll
    void start(@TempDir(factory = MemoryDisk.class) Path folder) throws Exception {
        var trusted = folder.resolve("trusted.p12");
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("authority", AUTHORITY.certificate());
        try (var out = Files.newOutputStream(trusted)) {
            store.store(out, PASSWORD.toCharArray());
        }
        System.setProperty(TRUST_STORE, trusted.toString());
        System.setProperty(TRUST_STORE_PASSWORD, PASSWORD);
        net = new FieldNetwork(folder);
        door = new TlsDoor(net.hub().address(), good());
        laptop = net.keep(FieldLaptop.open(folder.resolve("awa"), net.clock));
        laptop.enrol(door.address(), net.hub().code("awa", "field_worker"));
        FieldNetwork.completed(laptop);
    }

    @AfterAll
    void stop() throws IOException {
        net.close();
        door.close();
        System.clearProperty(TRUST_STORE);
        System.clearProperty(TRUST_STORE_PASSWORD);
    }

    @Test
    @FaultRow(
            area = FaultRow.Area.LINK,
            what =
                    "The hub behind TLS, with a certificate this computer trusts; the link cut in between.",
            holds = "Enrolment, records and photos go as in the clear.")
    void a_hub_behind_tls_is_synced_with() throws Exception {
        door.show(good());
        net.submit(laptop, "Pump", net.photo(1, 200_000));
        net.settle(laptop);
        door.show(good());
        net.submit(laptop, "Tap");
        net.settle(laptop);
        assertTrue(door.received() > 200_000, "it went by the door");
        assertEquals(laptop.answers(), net.witness().answers());
    }

    @ParameterizedTest
    @EnumSource(Shown.class)
    @FaultRow(
            area = FaultRow.Area.STRANGERS,
            what =
                    "What answers at the hub's https address shows a certificate of an unknown authority,"
                            + " of another name, run out, not yet good (a wrong clock), or signed by itself.",
            holds =
                    "Nothing is sent to it, token included; the laptop says so (FP-2126), keeps everything and goes on"
                            + " when the hub is back.")
    void nothing_is_told_to_somebody_who_is_not_the_hub(Shown other) throws Exception {
        door.show(other.context());
        net.submit(laptop, "Pump", net.photo(other.name().hashCode(), 0));
        long before = door.received();
        var report = laptop.sync();
        assertEquals(SyncReport.Outcome.FAILED, report.outcome());
        assertEquals(SyncErrorCode.UNTRUSTED, report.errors().getFirst().code(), report::toString);
        assertEquals(before, door.received());
        assertEquals(0, laptop.counts().of(OutboxStatus.DEAD_LETTER));
        assertFalse(laptop.light().safe());
        assertTrue(laptop.counts().conserved());
        var profile = laptop.profile();
        var state = profile.database().read(tx -> profile.tables().syncState().get(tx));
        assertNotNull(state.nextAttemptAt(), "it is tried again");

        door.show(good());
        net.settle(laptop);
        assertEquals(laptop.answers(), net.witness().answers());
    }

    @Test
    @FaultRow(
            area = FaultRow.Area.LINK,
            what = "The hub behind TLS; bytes of its answers changed on the way.",
            holds =
                    "A bad line, and nobody else's certificate: the hub may have had what was sent, and it is sent"
                            + " again.")
    void a_broken_record_is_a_bad_line() throws Exception {
        door.show(good());
        net.submit(laptop, "Well");
        long before = door.received();
        door.breakAnswers(true);
        var report = laptop.sync();
        door.breakAnswers(false);
        assertEquals(
                SyncErrorCode.NETWORK_ERROR, report.errors().getFirst().code(), report::toString);
        assertTrue(door.received() > before, "the hub had the request");
        net.settle(laptop);
        assertEquals(laptop.answers(), net.witness().answers());
    }

    @Test
    void a_code_is_not_told_to_somebody_who_is_not_the_hub() throws Exception {
        door.show(Shown.RUN_OUT.context());
        long before = door.received();
        var request = new EnrolRequest("CODE", "id", "desktop", "Debian", "0.1", "Laptop");
        var answer = HttpHubApi.enrol(door.address(), request, HubClientSettings.standard());
        var failed = assertInstanceOf(HubAnswer.Failed.class, answer);
        assertInstanceOf(HubFailure.Untrusted.class, failed.failure());
        assertEquals(before, door.received());
    }
}
