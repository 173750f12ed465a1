package org.fieldpost.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, '', 10.0.0.1, 'a proxy that says nothing'",
        "10.0.0.1, '2001:db8::1', 2001:db8:0:0:0:0:0:1, 'version 6'",
        "10.0.0.1, '[2001:DB8::1]:443', 2001:db8:0:0:0:0:0:1, 'written otherwise'",
        "::ffff:10.0.0.1, '203.0.113.5', 203.0.113.5, 'the proxy by another spelling'",
        "10.0.0.1, '203.0.113.5, unknown', 10.0.0.1, 'no address'",
        "10.0.0.1, '203.0.113.5, example.org', 10.0.0.1, 'never looked up'",
        "10.0.0.2, '203.0.113.5', 10.0.0.2, 'not trusted'",
        "10.0.0.1, '10.0.0.1, 10.0.0.1', 10.0.0.1, 'all ours'"
    })
    void the_caller_is_the_first_that_is_no_proxy_of_ours(
            String line, String forwarded, String caller, String why) {
        var proxies = TrustedProxies.of(List.of("10.0.0.1"));
        var values = forwarded.isEmpty() ? List.<String>of() : List.of(forwarded);
        assertEquals(caller, proxies.caller(line, values), why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy.example.org", "10.0.0.0/8", "", "10.0.0.1:80"})
    void a_proxy_is_named_by_its_address(String text) {
        assertThrows(IllegalArgumentException.class, () -> TrustedProxies.of(List.of(text)));
    }
}
