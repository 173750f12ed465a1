package org.fieldpost.hub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.fieldpost.contract.EnrolRequest;
import org.fieldpost.contract.Role;
import org.fieldpost.db.Database;
import org.fieldpost.db.Dialect;
import org.fieldpost.db.PostgresDatabase;
import org.fieldpost.hub.store.HubSchema;
import org.fieldpost.submission.FormRef;
import org.fieldpost.submission.OrganizationId;
import org.fieldpost.testing.Postgres;
import org.fieldpost.testing.RoundRobin;
import org.jspecify.annotations.Nullable;

/** A real hub over HTTP for the tests of other packages, in any of its shapes. */
public final class RunningHub implements AutoCloseable {
    private static final String ORGANIZATION = "Wells for all";
    private final List<TestHub> hubs = new ArrayList<>();
    private final @Nullable RoundRobin balancer;

    public RunningHub(Path folder) {
        this(folder, HubShape.H2);
    }

    public RunningHub(Dialect dialect, Path folder) {
        this(folder, dialect == Dialect.H2 ? HubShape.H2 : HubShape.POSTGRESQL);
    }

    public RunningHub(Path folder, HubShape shape) {
        switch (shape) {
            case H2 -> hubs.add(new TestHub(Dialect.H2, folder));
            case POSTGRESQL -> hubs.add(new TestHub(Dialect.POSTGRESQL, folder));
            case TWO_ON_POSTGRESQL -> hubs.addAll(two(folder, HubLimits.standard()));
        }
        balancer =
                hubs.size() == 1
                        ? null
                        : new RoundRobin(hubs.stream().map(hub -> hub.server.address()).toList());
    }

    /** Two hubs on one new PostgreSQL database and one media folder. */
    private static List<TestHub> two(Path folder, HubLimits limits) {
        var settings = Postgres.migrated(HubSchema.MIGRATIONS);
        return List.of(
                new TestHub(PostgresDatabase.open(settings), folder, limits, 1),
                new TestHub(PostgresDatabase.open(settings), folder, limits, 2));
    }

    public HubAdministration administration() {
        return hubs.getFirst().server.administration();
    }

    public OrganizationId organization() {
        return hubs.getFirst().organization(ORGANIZATION);
    }

    public Database database() {
        return hubs.getFirst().database;
    }

    /** Moves the hub's clock. */
    public void pass(Duration duration) {
        hubs.forEach(hub -> hub.pass(duration));
    }

    public URI address() {
        return balancer == null ? hubs.getFirst().server.address() : balancer.address();
    }

    /** A request to enrol a new person's new device. */
    public EnrolRequest invite(String name, Role... roles) {
        var hub = hubs.getFirst();
        var organization = hub.organization(ORGANIZATION);
        var user = hub.server.administration().createUser(organization, name, Set.of(roles));
        var code = hub.server.administration().mintCode(organization, user).code();
        return new EnrolRequest(code, "external-" + name, "desktop", "os", "1", name);
    }

    public FormRef form(String code) {
        return hubs.getFirst().form(ORGANIZATION, code);
    }

    @Override
    public void close() {
        if (balancer != null) {
            try {
                balancer.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        hubs.forEach(TestHub::close);
    }
}
