package org.tiltyard.identity;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;

/** Where admins write the terms and the privacy notice, and publish them. */
@Controller
@RequestMapping("/admin/terms")
class TermsAdminController {

  /** One draft in the list: whether it is in force as it is. */
  record DraftRow(String kind, String language, int characters, boolean published) {}

  /** One text of a version, as safe HTML. */
  record VersionText(String kind, String language, String html) {

    static VersionText of(TermsText text) {
      return new VersionText(
          text.kind().word(), text.language(), TermsMarkdown.render(text.text()));
    }
  }

  /** The editor's fields. */
  record DraftForm(
      @Nullable String kind,
      @Nullable String language,
      @Nullable String text,
      @Nullable String action) {}

  /** The one field of publishing. */
  record PublishForm(@Nullable String version) {}

  private static final String PAGE = "identity/terms-editor";

  private final TermsRows rows;
  private final TermsEditing editing;
  private final Forms forms;

  TermsAdminController(TermsRows rows, TermsEditing editing, Forms forms) {
    this.rows = rows;
    this.editing = editing;
    this.forms = forms;
  }

  @GetMapping
  String editor(
      @RequestParam(defaultValue = "terms") String kind,
      @RequestParam(required = false) @Nullable String language,
      @RequestParam(required = false) @Nullable String saved,
      Model model,
      ServerWebExchange exchange) {
    TermsKind chosen = TermsKind.of(kind).orElse(TermsKind.TERMS);
    String tag = language == null ? "en" : language;
    String text =
        rows.drafts().stream()
            .filter(draft -> draft.kind() == chosen && draft.language().equals(tag))
            .findFirst()
            .map(TermsText::text)
            .orElse("");
    model.addAttribute("saved", saved);
    return page(new DraftForm(chosen.word(), tag, text, null), model, exchange);
  }

  @PostMapping("/drafts")
  String draft(DraftForm form, Model model, ServerWebExchange exchange) {
    TermsKind kind = TermsKind.of(form.kind() == null ? "" : form.kind()).orElse(TermsKind.TERMS);
    try {
      TermsText draft = TermsEditing.draft(kind, form.language(), form.text());
      if ("preview".equals(form.action())) {
        model.addAttribute("preview", TermsMarkdown.render(draft.text()));
        return page(form, model, exchange);
      }
      editing.save(draft, SignedIn.in(exchange));
      String editor = "?kind=" + kind.word() + "&language=" + draft.language() + "&saved=draft";
      return redirect(editor, exchange);
    } catch (TermsRefused refused) {
      forms.show(refused, model, exchange);
      return page(form, model, exchange);
    }
  }

  @PostMapping("/versions")
  String publish(PublishForm form, Model model, ServerWebExchange exchange) {
    try {
      editing.publish(form.version(), SignedIn.in(exchange));
      return redirect("?saved=version", exchange);
    } catch (TermsRefused refused) {
      forms.show(refused, model, exchange);
      model.addAttribute("suggestion", form.version());
      return page(new DraftForm("terms", "en", "", null), model, exchange);
    }
  }

  @GetMapping("/versions/{number}")
  String version(@PathVariable int number, Model model) {
    TermsVersion version =
        rows.versions().stream()
            .filter(one -> one.number() == number)
            .findFirst()
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    model.addAttribute("version", version);
    model.addAttribute("agreements", rows.agreements(number));
    model.addAttribute("texts", rows.texts(number).stream().map(VersionText::of).toList());
    return "identity/terms-version";
  }

  private String page(DraftForm form, Model model, ServerWebExchange exchange) {
    Optional<TermsVersion> inForce = rows.latest();
    List<TermsText> published =
        inForce.map(version -> rows.texts(version.number())).orElse(List.of());
    List<TermsText> drafts = rows.drafts();
    model.addAttribute("form", form);
    model.addAttribute("inForce", inForce.orElse(null));
    model.addAttribute("agreements", inForce.map(one -> rows.agreements(one.number())).orElse(0L));
    model.addAttribute(
        "drafts",
        drafts.stream()
            .map(draft ->
                new DraftRow(
                    draft.kind().word(),
                    draft.language(),
                    draft.text().length(),
                    published.contains(draft)))
            .toList());
    model.addAttribute(
        "changed", !java.util.Set.copyOf(drafts).equals(java.util.Set.copyOf(published)));
    model.addAttribute("versions", rows.versions());
    if (!model.containsAttribute("suggestion")) {
      model.addAttribute("suggestion", editing.suggestion());
    }
    exchange.getResponse().getHeaders().setCacheControl("no-store");
    return PAGE;
  }

  private static String redirect(String query, ServerWebExchange exchange) {
    return Forms.seeOther("/admin/terms" + query, exchange);
  }
}
