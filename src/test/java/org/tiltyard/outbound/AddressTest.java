package org.tiltyard.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost:8000",
        "ftp://example.org/",
        "file:///etc/passwd",
        "gopher://127.0.0.1:25/",
        "javascript:alert(1)",
        "http://",
        "http://exa mple.org/",
        "http://user@example.org/v1",
        "http://user:word@example.org/v1",
        "http://@example.org/v1",
        "http://example.org@169.254.169.254/v1",
        "http:\\\\example.org@127.0.0.1/v1",
        "http://2130706433/v1",
        "http://127.1/v1",
        "http://0177.0.0.1/v1",
        "http://0x7f.0.0.1/v1",
        "http://0x7f000001/v1",
        "http://127.0.0.01/v1",
        "http://127.0.0.1./v1",
        "http://①②⑦.⓪.⓪.①/v1",
        "http://１２７.0.0.1/v1",
        "http://127。0。0。1/v1",
        "http://%31%32%37.0.0.1/v1",
        "http://metadata.google.internal/computeMetadata/v1",
        "http://METADATA.google.internal./",
        "http://instance-data/latest/meta-data"
      })
  void hasToSayPlainlyWhereItLeads(String url) {
    assertThatThrownBy(() -> Address.parse(url)).isInstanceOf(AddressRefused.class);
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:8000/v1, localhost",
    "https://api.example.org/v1/, api.example.org",
    "HTTPS://API.Example.org, api.example.org",
    "http://10.0.0.7:8000, 10.0.0.7",
    "http://[::1]:11434/v1, ::1",
    "https://bücher.example/v1, xn--bcher-kva.example",
    "http://host.docker.internal:11434/v1, host.docker.internal",
    "http://7.example.org/v1, 7.example.org",
    "https://example.org/?a=b@c, example.org"
  })
  void isReadAsTheConnectionReadsIt(String url, String host) throws AddressRefused {
    assertThat(Address.parse(url).host()).isEqualTo(host);
  }
}
