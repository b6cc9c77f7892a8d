package org.tiltyard.api;

import java.io.IOException;
import java.io.InputStream;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The description of the API (OpenAPI 3.1), written by hand in {@code openapi/v1.yaml} and sent as
 * JSON.
 */
@RestController
class Description {

  private static final String FILE = "openapi/v1.yaml";

  private final JsonNode tree;
  private final byte[] json;

  Description() throws IOException {
    JsonMapper mapper = JsonMapper.shared();
    try (InputStream file = new ClassPathResource(FILE).getInputStream()) {
      Object yaml = new Yaml(new SafeConstructor(new LoaderOptions())).load(file);
      this.tree = mapper.valueToTree(yaml);
    }
    this.json = mapper.writeValueAsBytes(tree);
  }

  /** All of it. */
  JsonNode tree() {
    return tree;
  }

  @GetMapping("/api/v1/openapi.json")
  ResponseEntity<byte[]> json() {
    return ApiJson.tagged(json).body(json);
  }
}
