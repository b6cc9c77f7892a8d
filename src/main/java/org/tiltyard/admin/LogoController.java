package org.tiltyard.admin;

import java.util.Base64;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.codec.multipart.FilePart;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ServerWebExchange;
import org.tiltyard.identity.AuditLog;
import org.tiltyard.identity.SignedIn;
import org.tiltyard.settings.Settings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Puts a picture beside the arena's name, or takes it away. */
@Controller
class LogoController {

  private static final String KEY = "tiltyard.arena.logo";

  /** As in the settings: some 64 kB, a third more when written as text. */
  private static final int MAXIMUM_BYTES = 64 * 1024;

  private final Settings settings;
  private final AuditLog audit;
  private final TransactionTemplate transaction;

  LogoController(Settings settings, AuditLog audit, TransactionTemplate transaction) {
    this.settings = settings;
    this.audit = audit;
    this.transaction = transaction;
  }

  @PostMapping(path = "/admin/settings/logo", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  String put(ServerWebExchange exchange) {
    if (!(Uploads.parts(exchange).getFirst("logo") instanceof FilePart file)
        || file.filename().isEmpty()) {
      throw LogoRefused.none();
    }
    byte[] picture = Uploads.read(file);
    if (picture.length > MAXIMUM_BYTES) {
      throw LogoRefused.tooLarge(picture.length / 1024, MAXIMUM_BYTES / 1024);
    }
    String type = typeOf(picture);
    String url = "data:" + type + ";base64," + Base64.getEncoder().encodeToString(picture);
    change(JsonNodeFactory.instance.stringNode(url), type, exchange);
    return saved(exchange);
  }

  @PostMapping("/admin/settings/logo/remove")
  String remove(ServerWebExchange exchange) {
    change(JsonNodeFactory.instance.nullNode(), "none", exchange);
    return saved(exchange);
  }

  /** By its first bytes: what a browser says of a file is a guess by its name. */
  private static String typeOf(byte[] picture) {
    if (startsWith(picture, 0x89, 'P', 'N', 'G')) {
      return "image/png";
    }
    if (startsWith(picture, 0xFF, 0xD8, 0xFF)) {
      return "image/jpeg";
    }
    if (startsWith(picture, 'R', 'I', 'F', 'F')) {
      return "image/webp";
    }
    throw LogoRefused.type();
  }

  private static boolean startsWith(byte[] bytes, int... first) {
    if (bytes.length < first.length) {
      return false;
    }
    for (int i = 0; i < first.length; i++) {
      if ((bytes[i] & 0xFF) != first[i]) {
        return false;
      }
    }
    return true;
  }

  private void change(JsonNode value, String type, ServerWebExchange exchange) {
    SignedIn by = SignedIn.in(exchange);
    transaction.executeWithoutResult(status -> {
      settings.change(Map.of(KEY, value), by.username());
      audit.record(by, "setting.changed", "setting", KEY, KEY, Map.of("to", type));
    });
  }

  private static String saved(ServerWebExchange exchange) {
    exchange.getResponse().setStatusCode(HttpStatus.SEE_OTHER);
    return "redirect:/admin/settings?saved=1";
  }
}
