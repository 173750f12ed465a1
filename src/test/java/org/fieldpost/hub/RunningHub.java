package org.fieldpost.hub;

import org.fieldpost.contract.EnrolRequest;
import org.fieldpost.contract.Role;
import org.fieldpost.db.Database;
import org.fieldpost.db.Dialect;
import org.fieldpost.submission.FormRef;
import org.fieldpost.submission.OrganizationId;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/** A real hub over HTTP for the tests of other packages. */
public final class RunningHub implements AutoCloseable {
    private static final String ORGANIZATION = "Wells for all";
    private final TestHub hub;

    public RunningHub(Path folder) {
        this(Dialect.H2, folder);
    }

    public RunningHub(Dialect dialect, Path folder) {
        hub = new TestHub(dialect, folder);
    }

    public HubAdministration administration() {
        return hub.server.administration();
    }

    public OrganizationId organization() {
        return hub.organization(ORGANIZATION);
    }

    public Database database() {
        return hub.database;
    }

    /** Moves the hub's clock. */
    public void pass(Duration duration) {
        hub.pass(duration);
    }

    public URI address() {
        return hub.server.address();
    }

    /** A request to enrol a new person's new device. */
    public EnrolRequest invite(String name, Role... roles) {
        var organization = hub.organization(ORGANIZATION);
        var user = hub.server.administration().createUser(organization, name, Set.of(roles));
        var code = hub.server.administration().mintCode(organization, user).code();
        return new EnrolRequest(code, "external-" + name, "desktop", "os", "1", name);
    }

    public FormRef form(String code) {
        return hub.form(ORGANIZATION, code);
    }

    @Override
    public void close() {
        hub.close();
    }
}
